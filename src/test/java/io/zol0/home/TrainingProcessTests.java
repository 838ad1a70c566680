package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingProcessTests {
    @Test
    void options_that_decide_whether_a_cache_fits_go_on_to_the_training() {
        List<String> options = List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
        assertThat(TrainingProcess.ownOptions(options)).isEqualTo(options);
    }

    @Test
    void options_that_open_ports_load_agents_or_write_files_do_not() {
        assertThat(TrainingProcess.ownOptions(List.of(
                        "-Dcom.sun.management.jmxremote.port=9010",
                        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                        "-javaagent:agent.jar",
                        "-Xlog:gc:gc.log",
                        "-XX:HeapDumpPath=/dumps",
                        "-XX:ErrorFile=error.log",
                        "-XX:StartFlightRecording",
                        "-XX:AOTCache=this.aot",
                        "-XX:+VerifySharedSpaces")))
                .isEmpty();
    }
}
