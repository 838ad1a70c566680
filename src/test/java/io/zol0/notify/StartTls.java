package io.zol0.notify;

import io.zol0.home.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Stands before a mail server that knows no STARTTLS, and speaks it for it. */
final class StartTls implements AutoCloseable {
    private final ServerSocket socket;
    private final SSLContext context;
    private final int behind;

    private StartTls(ServerSocket socket, SSLContext context, int behind) {
        this.socket = socket;
        this.context = context;
        this.behind = behind;
    }

    static StartTls before(int port, TestCertificate certificate) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        StartTls made = new StartTls(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), context, port);
        Thread.ofVirtual().start(made::take);
        return made;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void take() {
        while (!socket.isClosed()) {
            try (Socket call = socket.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                line(server.getInputStream());
                greet(call);
                SSLSocket secured =
                        (SSLSocket) context.getSocketFactory().createSocket(call, null, call.getPort(), true);
                secured.setUseClientMode(false);
                secured.startHandshake();
                Thread back = Thread.ofVirtual().start(() -> copy(server, secured));
                copy(secured, server);
                back.join();
            } catch (IOException | InterruptedException left) {
                // Whoever called is gone.
            }
        }
    }

    private static void greet(Socket call) throws IOException {
        OutputStream out = call.getOutputStream();
        say(out, "220 before");
        while (true) {
            String asked = line(call.getInputStream()).toUpperCase(Locale.ROOT);
            if (asked.startsWith("STARTTLS")) {
                say(out, "220 go on");
                return;
            }
            say(out, asked.startsWith("EHLO") ? "250-before\r\n250 STARTTLS" : "530 STARTTLS first");
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException left) {
            // One of the two is gone.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
