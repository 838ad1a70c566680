package io.zol0.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that does what a test tells it to, byte by byte; tells what arrived, and on which connection. */
final class MisbehavingUpstream implements AutoCloseable {
    /** What to do with a connection on which a request's head has arrived. */
    interface Deed {
        void with(Conversation conversation) throws IOException;
    }

    private final ServerSocket server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();
    private volatile Deed deed;

    MisbehavingUpstream(Deed deed) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), deed);
    }

    MisbehavingUpstream(ServerSocket server, Deed deed) {
        this.server = server;
        this.deed = deed;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with 200 and that body, whole and kept alive. */
    static Deed answering(String body) {
        return with -> {
            with.readBody();
            with.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
    }

    /** Says those bytes, then closes. */
    static Deed sayingThenClosing(String bytes) {
        return with -> {
            with.readBody();
            with.say(bytes);
            with.close();
        };
    }

    /** Says those bytes and goes on listening. */
    static Deed saying(String bytes) {
        return with -> {
            with.readBody();
            with.say(bytes);
        };
    }

    void does(Deed another) {
        deed = another;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next request that arrived. */
    Request request() throws InterruptedException {
        Request request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request reached the upstream");
        }
        return request;
    }

    boolean heardNothingMore() {
        return requests.isEmpty();
    }

    int connections() {
        return accepted.get();
    }

    /** Waits until the gateway has ended a connection; answers its number. */
    int endedConnection() throws InterruptedException {
        Integer number = ended.poll(10, TimeUnit.SECONDS);
        if (number == null) {
            throw new AssertionError("the gateway did not close its connection");
        }
        return number;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            Conversation conversation = new Conversation(socket, number);
            while (conversation.hear()) {
                requests.add(conversation.request());
                deed.with(conversation);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The gateway, or the deed, ended it.
        } finally {
            ended.add(number);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** A request as it arrived. */
    record Request(int connection, String first, List<String> lines) {
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

    /** One connection with the gateway. */
    static final class Conversation {
        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;
        private Request request;

        Conversation(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        Request request() {
            return request;
        }

        int number() {
            return number;
        }

        InputStream in() {
            return in;
        }

        OutputStream out() {
            return out;
        }

        boolean hear() throws IOException {
            String first = line();
            if (first == null) {
                return false;
            }
            List<String> lines = new ArrayList<>();
            for (String line = line(); line != null && !line.isEmpty(); line = line()) {
                lines.add(line);
            }
            request = new Request(number, first, lines);
            return true;
        }

        /** Reads the request's body and answers it. */
        String readBody() throws IOException {
            String length = request.field("Content-Length");
            if (length != null) {
                return new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
            }
            if (!"chunked".equalsIgnoreCase(request.field("Transfer-Encoding"))) {
                return "";
            }
            StringBuilder body = new StringBuilder();
            for (int size = size(); size > 0; size = size()) {
                body.append(new String(in.readNBytes(size), ISO_8859_1));
                line();
            }
            line();
            return body.toString();
        }

        private int size() throws IOException {
            String line = line();
            if (line == null) {
                throw new IOException("the body broke off");
            }
            return Integer.parseInt(line.trim(), 16);
        }

        String line() throws IOException {
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

        Conversation say(String bytes) throws IOException {
            out.write(bytes.getBytes(ISO_8859_1));
            out.flush();
            return this;
        }

        /** Whether the gateway ends the connection without a further byte. */
        boolean endedByGateway() {
            try {
                return in.read() < 0;
            } catch (IOException reset) {
                return true;
            }
        }

        void close() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
