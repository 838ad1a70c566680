package io.zol0.notify;

import io.zol0.notify.OutgoingSockets.AddressRefused;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts by HTTP/1.1, one connection for each request. Unlike the JDK's client it connects to the very address that was checked;
 * it reads no more than the beginning of an answer, and is done with it in 15 s, redirects included.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
@Component
class HookClient {
    static final int MOST_HEAD = 16 * 1024;
    static final int MOST_BODY = 2 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_REDIRECTS = 3;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final OutgoingSockets sockets;
    private final Trust trust;
    private final Clock clock;
    private final Duration patience;

    @Autowired
    HookClient(OutgoingSockets sockets, Trust trust, Clock clock) {
        this(sockets, trust, clock, Duration.ofSeconds(15));
    }

    HookClient(OutgoingSockets sockets, Trust trust, Clock clock, Duration patience) {
        this.sockets = sockets;
        this.trust = trust;
        this.clock = clock;
        this.patience = patience;
    }

    /** Posts, and follows where the receiver sends it on to. */
    Attempt post(Hook hook) {
        long end = System.nanoTime() + patience.toNanos();
        Hook next = hook;
        try {
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                HookAnswer answer = once(next, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                if (!isRedirect(answer) || answer.location() == null) {
                    return judged(answer);
                }
                URI to = next.uri().resolve(answer.location());
                if (!isHttp(to)
                        || next.uri().getScheme().equals("https")
                                && !to.getScheme().equals("https")) {
                    return new Attempt.Refused(
                            "Answered %d and sends on to an address without TLS, which is not followed."
                                    .formatted(answer.status()));
                }
                next = next.to(to);
            }
            return new Attempt.Failed("It is sent on from one address to the next, more than 3 times.", null);
        } catch (AddressRefused e) {
            String words = next == hook ? "" : "The receiver sends on to another address. ";
            return new Attempt.Refused(words + e.getMessage() + ".");
        } catch (IOException | IllegalArgumentException e) {
            return failed(next.uri(), e);
        }
    }

    private static boolean isRedirect(HookAnswer answer) {
        return switch (answer.status()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private static Attempt judged(HookAnswer answer) {
        String said = "Answered %d%s".formatted(answer.status(), answer.body().isBlank() ? "." : ": " + answer.body());
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Attempt.Delivered(said);
        }
        boolean later = status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
        return later ? new Attempt.Failed(said, answer.retryAfter()) : new Attempt.Refused(said);
    }

    private Attempt.Failed failed(URI uri, Exception e) {
        String host = uri.getHost();
        String why = switch (e) {
            case TimeUp late -> "There was no whole answer within %d s.".formatted(patience.toSeconds());
            case UnknownHostException unknown -> "There is no host named %s.".formatted(host);
            case SocketTimeoutException late -> "No connection to %s within %d s.".formatted(host, CONNECT.toSeconds());
            case ConnectException refused -> "%s refused the connection.".formatted(host);
            case SSLException tls -> "The TLS connection to %s was not made: %s.".formatted(host, tls.getMessage());
            default -> "The connection to %s broke: %s.".formatted(host, e.getMessage());
        };
        return new Attempt.Failed(why, null);
    }

    private static final class TimeUp extends IOException {}

    private HookAnswer once(Hook hook, Duration left) throws IOException {
        URI uri = hook.uri();
        boolean tls = uri.getScheme().equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        Socket plain = sockets.connect(uri.getHost(), port, hook.allowsPrivate(), CONNECT);
        Deadline deadline = Deadline.of(plain, left);
        try (deadline;
                plain;
                Socket socket = tls ? trust.secured(plain, uri.getHost(), port) : plain) {
            OutputStream out = socket.getOutputStream();
            out.write(head(hook, port, tls));
            out.write(hook.body());
            out.flush();
            return answer(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw deadline.isMissed() ? new TimeUp() : e;
        }
    }

    private static byte[] head(Hook hook, int port, boolean tls) {
        URI uri = hook.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\n");
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", uri.getHost() + (port == (tls ? 443 : 80) ? "" : ":" + port));
        all.put("User-Agent", "ZoL0");
        all.put("Content-Type", "application/json");
        all.put("Content-Length", Integer.toString(hook.body().length));
        all.put("Connection", "close");
        all.putAll(hook.headers());
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private HookAnswer answer(InputStream in) throws IOException {
        HeadReader head = new HeadReader(in);
        int status;
        Map<String, String> fields;
        do {
            status = status(head.line());
            fields = head.fields();
        } while (status / 100 == 1);
        String body = new String(body(in, head, fields), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return new HookAnswer(
                status,
                fields.get("location"),
                retryAfter(fields.get("retry-after")),
                body.length() > 300 ? body.substring(0, 300) + "…" : body);
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new IOException("what came is no answer of HTTP");
        }
        return Integer.parseInt(words[1]);
    }

    /** The body's beginning; what is wrong with its end is nothing to us. */
    private static byte[] body(InputStream in, HeadReader head, Map<String, String> fields) throws IOException {
        if (fields.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (body.size() < MOST_BODY) {
                String size = head.line().split(";", 2)[0].strip();
                if (!size.matches("[0-9a-fA-F]{1,8}")) {
                    throw new IOException("a chunk of the answer has no length");
                }
                int length = (int) Math.min(Long.parseLong(size, 16), MOST_BODY - body.size());
                if (length == 0) {
                    return body.toByteArray();
                }
                body.write(in.readNBytes(length));
                if (Long.parseLong(size, 16) > length) {
                    return body.toByteArray();
                }
                head.line();
            }
            return body.toByteArray();
        }
        String given = fields.getOrDefault("content-length", "");
        long length = given.matches("\\d{1,15}") ? Long.parseLong(given) : MOST_BODY;
        return in.readNBytes((int) Math.min(length, MOST_BODY));
    }

    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Duration asked = value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return asked.isNegative() ? null : asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Reads the lines of a head, up to 16 KB of them. */
    private static final class HeadReader {
        private final InputStream in;
        private int room = MOST_HEAD;

        HeadReader(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("it ended within the answer's head");
                }
                if (--room < 0) {
                    throw new IOException("the answer's head is longer than 16 KB");
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }

        /** By name in small letters; of several of one name the first. */
        Map<String, String> fields() throws IOException {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            return fields;
        }
    }
}
