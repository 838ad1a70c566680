package io.zol0;

import io.zol0.home.Refusal;
import io.zol0.limits.Control;
import io.zol0.limits.ProviderAnswer;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.QuotaController;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.SentCall;
import io.zol0.limits.WindowKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with a simulation of a provider on standard input and output, so that the controller of a quota can be judged in virtual
 * time. A line is words, times are seconds:
 *
 * <pre>
 * N                                                       forget everything: a new run
 * A now passed                                            answered by the weight that may be sent now
 * S now weight                                            a call was sent
 * R now ok|429|ban|timeout weight trip used|- retry|-     what became of the call that was sent first of those on their way
 * </pre>
 */
final class ControllerProtocol {
    private static final QuotaWindow DOCUMENTED = new QuotaWindow(WindowKind.TOKEN_BUCKET, 600, Duration.ofMinutes(1));
    private static final Control CONTROL = new Control(Control.Mode.ON, 0.1, 4);
    private static final double LONGEST = 1e9;
    private static final int MOST_ON_THEIR_WAY = 100_000;

    private final Queue<SentCall> sent = new ArrayDeque<>();
    private QuotaController controller = fresh();

    private static QuotaController fresh() {
        return new QuotaController(DOCUMENTED, CONTROL);
    }

    /** Answers line by line until the input ends. */
    static void speak(InputStream in, PrintStream out) {
        ControllerProtocol protocol = new ControllerProtocol();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = protocol.hear(line);
                if (answer != null) {
                    out.print(answer + "\n");
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new Refusal("Standard input could not be read: " + e.getMessage());
        }
    }

    /** The answer to a line; null where it wants none. */
    @Nullable
    String hear(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "N" -> {
                require(line, words, 1);
                controller = fresh();
                sent.clear();
            }
            case "A" -> {
                require(line, words, 3);
                return Double.toString(controller.room(nanos(line, words[1])));
            }
            case "S" -> {
                require(line, words, 3);
                if (sent.size() == MOST_ON_THEIR_WAY) {
                    throw wrong(line, "at most " + MOST_ON_THEIR_WAY + " calls may be on their way");
                }
                sent.add(controller.sent(nanos(line, words[1]), weight(line, words[2])));
            }
            case "R" -> {
                require(line, words, 7);
                SentCall call = sent.poll();
                if (call == null) {
                    throw wrong(line, "no call is on its way");
                }
                weight(line, words[3]);
                controller.answered(nanos(line, words[1]), call, answer(line, words));
            }
            default -> throw wrong(line, "a line begins with N, A, S or R");
        }
        return null;
    }

    private static ProviderAnswer answer(String line, String[] words) {
        return new ProviderAnswer(
                switch (words[2]) {
                    case "ok" -> Verdict.SERVED;
                    case "429" -> Verdict.REFUSED;
                    case "ban" -> Verdict.BANNED;
                    case "timeout" -> Verdict.TIMED_OUT;
                    default -> throw wrong(line, "a call ends with ok, 429, ban or timeout");
                },
                Duration.ofNanos(nanos(line, words[4])),
                words[5].equals("-") ? Double.NaN : number(line, words[5]),
                words[6].equals("-") ? null : Duration.ofNanos(nanos(line, words[6])));
    }

    private static void require(String line, String[] words, int count) {
        if (words.length != count) {
            throw wrong(line, words[0] + " takes " + (count - 1) + " words, each after one blank");
        }
    }

    private static double weight(String line, String word) {
        double weight = number(line, word);
        if (weight < 0) {
            throw wrong(line, "a weight is 0 or more");
        }
        return weight;
    }

    private static long nanos(String line, String word) {
        return Math.round(number(line, word) * 1e9);
    }

    private static double number(String line, String word) {
        try {
            double number = Double.parseDouble(word);
            if (Math.abs(number) <= LONGEST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(line, "\"" + word + "\" is no number within a billion");
    }

    private static Refusal wrong(String line, String why) {
        return new Refusal("The line \"" + line + "\" cannot be taken: " + why + ".");
    }
}
