package io.zol0.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A caller that says exactly the bytes it is told, and reads answers without being helpful about them. */
final class RawCaller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawCaller(int port) throws IOException {
        this(port, 0);
    }

    /** @param receiveBuffer size of the socket's receive buffer in bytes, 0 for the system's */
    RawCaller(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Over TLS, to a gateway that shows a certificate this context trusts. */
    RawCaller(int port, SSLContext trust) throws IOException {
        Socket plain = new Socket("127.0.0.1", port);
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
        socket = trust.getSocketFactory().createSocket(plain, "localhost", port, true);
        ((SSLSocket) socket).startHandshake();
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends text as it is; each char is one byte. */
    RawCaller say(String text) throws IOException {
        return say(text.getBytes(ISO_8859_1));
    }

    RawCaller say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a GET of HTTP/1.1 with Host and the given further header lines. */
    RawCaller get(String target, String... lines) throws IOException {
        return request("GET", target, lines);
    }

    RawCaller request(String method, String target, String... lines) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return say(head.append("\r\n").toString());
    }

    /** Reads one answer, body included. */
    Answer answer() throws IOException {
        return answer("GET");
    }

    Answer answer(String method) throws IOException {
        Head head = head();
        boolean bodiless =
                method.equals("HEAD") || head.status() / 100 == 1 || head.status() == 204 || head.status() == 304;
        if (bodiless) {
            return new Answer(head, "", List.of(), true);
        }
        if ("chunked".equalsIgnoreCase(head.field("Transfer-Encoding"))) {
            return chunked(head);
        }
        String length = head.field("Content-Length");
        if (length != null) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            return new Answer(head, new String(body, ISO_8859_1), List.of(), body.length == Integer.parseInt(length));
        }
        return untilEnd(head);
    }

    private Answer untilEnd(Head head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            in.transferTo(body);
            return new Answer(head, body.toString(ISO_8859_1), List.of(), true);
        } catch (SocketException | SSLException reset) {
            return new Answer(head, body.toString(ISO_8859_1), List.of(), false);
        }
    }

    private Answer chunked(Head head) throws IOException {
        StringBuilder body = new StringBuilder();
        try {
            while (true) {
                String size = line();
                if (size == null) {
                    return new Answer(head, body.toString(), List.of(), false);
                }
                int length = Integer.parseInt(size.trim(), 16);
                if (length == 0) {
                    List<String> trailers = new ArrayList<>();
                    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
                        trailers.add(line);
                    }
                    return new Answer(head, body.toString(), trailers, true);
                }
                byte[] part = in.readNBytes(length);
                body.append(new String(part, ISO_8859_1));
                if (part.length < length) {
                    return new Answer(head, body.toString(), List.of(), false);
                }
                line();
            }
        } catch (SocketException | SSLException reset) {
            return new Answer(head, body.toString(), List.of(), false);
        }
    }

    /** Reads the head of an answer. */
    Head head() throws IOException {
        String first = line();
        if (first == null) {
            throw new IOException("the connection ended where an answer was expected");
        }
        List<String> fields = new ArrayList<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            fields.add(line);
        }
        return new Head(first, fields);
    }

    /** Reads exactly that many bytes, or fewer where the connection ends. */
    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    InputStream in() {
        return in;
    }

    /** Whether the gateway ends the connection, orderly or not, without a further byte. */
    boolean closedByGateway() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException | SSLException reset) {
            return true;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (b != '\r') {
                line.append((char) b);
            }
            b = in.read();
        }
        return line.toString();
    }

    void finishOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away with a reset. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What the gateway showed, over TLS. */
    Certificate certificate() throws IOException {
        return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** First line and header lines of an answer. */
    record Head(String first, List<String> lines) {
        int status() {
            return Integer.parseInt(first.split(" ")[1]);
        }

        /** The value of a field, null where it is not there. */
        String field(String name) {
            List<String> all = fields(name);
            return all.isEmpty() ? null : all.getFirst();
        }

        List<String> fields(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).trim())
                    .toList();
        }
    }

    /** An answer; {@code whole} tells whether its end could be told from a broken connection. */
    record Answer(Head head, String body, List<String> trailers, boolean whole) {
        int status() {
            return head.status();
        }

        String field(String name) {
            return head.field(name);
        }
    }
}
