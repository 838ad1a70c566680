package io.zol0;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for processes that are told theirs, and take them seconds later.
 *
 * <p>They are none that the system gives to somebody else meanwhile: below those it chooses for connections, and those of one of
 * the JVMs that run tests side by side are even, those of the other odd. Each is given once.
 */
public final class FreePort {
    /** Which of the JVMs side by side this is, from 1. */
    public static final int FORK = Integer.getInteger("zol0.fork", 1);

    private static final int FIRST = 20_000;
    private static final int PAIRS = 6_000;
    private static final AtomicInteger PAIR =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

    private FreePort() {}

    public static int next() throws IOException {
        for (int tried = 0; tried < PAIRS; tried++) {
            int port = FIRST + 2 * (PAIR.getAndIncrement() % PAIRS) + FORK % 2;
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next, then.
            }
        }
        throw new IOException("No port from " + FIRST + " on is free");
    }
}
