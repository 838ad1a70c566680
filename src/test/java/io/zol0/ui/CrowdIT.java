package io.zol0.ui;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand callers at once, each with a connection of its own, where the quota has room for a tenth of them in a minute. */
class CrowdIT {
    private static final int CALLERS = 10_000;
    private static final int PATIENCE_MILLIS = 180_000;

    @TempDir
    static Path home;

    @Test
    void all_are_answered_and_those_without_room_are_told_so() throws Exception {
        // The demo's own callers have connections as well.
        try (RunningJar zol0 = RunningJar.start(home, "on", "--zol0.gateway.max-connections=" + (CALLERS + 100))) {
            Map<String, Integer> answers = new TreeMap<>();
            List<Socket> callers = new ArrayList<>();
            try {
                for (int i = 0; i < CALLERS; i++) {
                    callers.add(new Socket(InetAddress.getLoopbackAddress(), zol0.gatewayPort()));
                }
                for (int i = 0; i < CALLERS; i++) {
                    ask(callers.get(i), zol0, "/demo/api/v3/time?caller=" + i);
                }
                for (Socket caller : callers) {
                    answers.merge(status(caller), 1, Integer::sum);
                }
            } finally {
                for (Socket caller : callers) {
                    caller.close();
                }
            }
            assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                    .as("nobody is left without an answer")
                    .isEqualTo(CALLERS);
            assertThat(answers.get("200")).as("the quota is not overdrawn").isBetween(1, CALLERS / 5);
            assertThat(answers.getOrDefault("429", 0) + answers.getOrDefault("503", 0) + answers.get("200"))
                    .as(
                            "went, had no room within their wait, or found the queue full: %s; the demo fails now and then",
                            answers)
                    .isGreaterThan(CALLERS - CALLERS / 50);
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(
                                        HttpRequest.newBuilder(URI.create(zol0.console() + "/health"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static void ask(Socket caller, RunningJar zol0, String target) throws IOException {
        caller.setSoTimeout(PATIENCE_MILLIS);
        caller.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                        .formatted(target, zol0.gatewayPort())
                        .getBytes(US_ASCII));
    }

    private static String status(Socket caller) throws IOException {
        String line = new String(caller.getInputStream().readNBytes("HTTP/1.1 200".length()), US_ASCII);
        assertThat(line).startsWith("HTTP/1.1 ");
        return line.substring("HTTP/1.1 ".length());
    }
}
