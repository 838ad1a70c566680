package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the protocol answers, and what it says to lines that it cannot take. */
class ControllerProtocolTests {
    private final ControllerProtocol protocol = new ControllerProtocol();

    @Test
    void a_question_is_answered_by_a_weight_and_nothing_else_is_answered() {
        assertThat(protocol.hear("N")).isNull();
        assertThat(protocol.hear("A 0.000 0.250")).isEqualTo("30.0");
        assertThat(protocol.hear("S 0.000 20")).isNull();
        assertThat(protocol.hear("A 0.000 0.000"))
                .as("less than the 10 left, for it may be wrong")
                .isEqualTo("2.5");
        assertThat(protocol.hear("R 0.250 ok 20 0.1000 - -")).isNull();
    }

    @Test
    void nothing_may_go_before_the_time_that_the_provider_asked_for() {
        protocol.hear("S 1.000 1");
        protocol.hear("R 1.250 429 1 0.0500 601 20.000");
        assertThat(protocol.hear("A 20.750 0.250")).isEqualTo("0.0");
        assertThat(Double.parseDouble(protocol.hear("A 21.250 0.250"))).isPositive();
    }

    @Test
    void a_new_run_forgets_everything() {
        protocol.hear("S 1.000 30");
        protocol.hear("R 1.250 ban 30 0.0500 - -");
        assertThat(protocol.hear("A 2.000 0.250")).isEqualTo("0.0");
        protocol.hear("N");
        assertThat(protocol.hear("A 0.000 0.250")).isEqualTo("30.0");
    }

    @Test
    void it_answers_line_by_line_until_the_input_ends() {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream("N\nA 0 0.25\nS 0 30\nA 0 0\n".getBytes(StandardCharsets.US_ASCII));
        ControllerProtocol.speak(in, new PrintStream(out, true, StandardCharsets.US_ASCII));
        assertThat(out).hasToString("30.0\n0.0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X|a line begins with N, A, S or R",
                "''|a line begins with N, A, S or R",
                "N 1|N takes 0 words, each after one blank",
                "A 1.0|A takes 2 words, each after one blank",
                "A now 0.25|\"now\" is no number within a billion",
                "A NaN 0.25|\"NaN\" is no number within a billion",
                "S 1.0 1e300|\"1e300\" is no number within a billion",
                "S 1.0 -2|a weight is 0 or more",
                "R 1.0 ok 1 0.1 - -|no call is on its way"
            })
    void a_line_that_cannot_be_taken_is_told_why(String line, String why) {
        assertThatThrownBy(() -> protocol.hear(line))
                .isInstanceOf(Refusal.class)
                .hasMessage("The line \"" + line + "\" cannot be taken: " + why + ".");
    }

    @Test
    void an_outcome_that_is_none_is_told_what_there_are() {
        protocol.hear("S 1.0 1");
        assertThatThrownBy(() -> protocol.hear("R 1.0 maybe 1 0.1 - -"))
                .hasMessageEndingWith("a call ends with ok, 429, ban or timeout.");
    }
}
