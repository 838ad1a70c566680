package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.Refusal;
import org.junit.jupiter.api.Test;

class CommandLineTests {
    @Test
    void nothing_typed_is_run() {
        assertThat(CommandLine.parse().command()).isEqualTo("run");
    }

    @Test
    void flags_become_properties() {
        CommandLine line = CommandLine.parse("run", "--port=1", "--gateway-port", "2", "--home=a=b", "--db-url=x");
        assertThat(line.forSpring())
                .containsExactly("--zol0.port=1", "--zol0.gateway.port=2", "--zol0.home=a=b", "--zol0.db.url=x");
        assertThat(line.property("zol0.port")).isEqualTo("1");
        assertThat(line.property("zol0.nowhere")).isNull();
    }

    @Test
    void a_flag_with_a_dot_is_springs() {
        assertThat(CommandLine.parse("--logging.level.io.zol0=DEBUG").forSpring())
                .containsExactly("--logging.level.io.zol0=DEBUG");
    }

    @Test
    void a_flag_asks_for_help() {
        assertThat(CommandLine.parse("backup", "--help").command()).isEqualTo("help");
        assertThat(CommandLine.parse("--version").command()).isEqualTo("version");
    }

    @Test
    void a_command_has_what_it_works_on() {
        assertThat(CommandLine.parse("backup", "x.zip", "--history").operand("file"))
                .isEqualTo("x.zip");
        assertThatThrownBy(() -> CommandLine.parse("backup").operand("file"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("needs one file");
        assertThatThrownBy(() -> CommandLine.parse("run", "fast").requireNoOperands())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"fast\"");
    }

    @Test
    void a_folder_has_to_be_named() {
        CommandLine line = CommandLine.parse("anomalies", "--data", "in");
        assertThat(line.folder("data")).hasToString("in");
        assertThatThrownBy(() -> line.folder("out"))
                .isInstanceOf(Refusal.class)
                .hasMessage("\"zol0 anomalies\" needs --out=FOLDER.");
    }

    @Test
    void what_is_unknown_is_refused() {
        assertThatThrownBy(() -> CommandLine.parse("--prot=1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no flag --prot=1");
        assertThatThrownBy(() -> CommandLine.parse("--port"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("needs a value");
    }
}
