package io.zol0.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;

/** Tells whether a port can be listened on, before anything else is begun. */
final class Ports {
    private Ports() {}

    /** The number in an operator's text. */
    static int parse(String text, String variable) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new Refusal(variable + " must be a port number up to 65535, and is \"" + text + "\".");
    }

    /** Refuses a port that something else listens on; 0, which means any, is always free. */
    static void requireFree(String bind, int port, String purpose, String variable) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
        } catch (UnknownHostException e) {
            throw noAddress(bind, e);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (why.contains("assign")) {
                throw noAddress(bind, e);
            }
            String what = why.contains("in use") ? "is taken" : "cannot be listened on (" + why + ")";
            throw new Refusal(
                    "Port " + port + " for the " + purpose + " " + what + "; free it or choose another by " + variable
                            + ".",
                    e);
        }
    }

    private static Refusal noAddress(String bind, IOException cause) {
        return new Refusal("ZOL0_BIND is \"" + bind + "\", which is no address of this machine.", cause);
    }
}
