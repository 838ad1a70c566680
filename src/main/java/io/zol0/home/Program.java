package io.zol0.home;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short program of the operating system and hears what it said. */
final class Program {
    private Program() {}

    /** What the program printed; a {@link Refusal} that begins with {@code otherwise} where it failed. */
    static String run(List<String> command, String otherwise) {
        try {
            Process process = start(command);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Refusal(otherwise + ": " + lastLine(said) + ".");
            }
            return said;
        } catch (IOException e) {
            throw new Refusal(otherwise + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(otherwise + ": it was interrupted.", e);
        }
    }

    static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        // Settings of another PostgreSQL in the caller's environment must not reach ours.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    static String lastLine(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast().strip().replaceFirst("\\.$", "");
    }
}
