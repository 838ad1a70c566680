package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsFirstTests {
    @Test
    void compilers_give_way_and_what_stops_the_program_does_not() throws IOException {
        int before = CallsFirst.niceness(Path.of("/proc/self"));

        new CallsFirst().giveWay();

        Map<String, Integer> found = niceness();
        assertThat(found).containsEntry("C1 CompilerThre", Math.min(19, before + CallsFirst.NICER));
        assertThat(found).containsEntry("VM Thread", before);
    }

    @Test
    void a_second_time_changes_nothing() throws IOException {
        CallsFirst calls = new CallsFirst();
        calls.giveWay();
        Map<String, Integer> once = niceness();

        calls.giveWay();

        assertThat(niceness()).containsEntry("C1 CompilerThre", once.get("C1 CompilerThre"));
    }

    private static Map<String, Integer> niceness() throws IOException {
        Map<String, Integer> found = new HashMap<>();
        for (Path thread : CallsFirst.threads()) {
            found.put(CallsFirst.nameOf(thread), CallsFirst.niceness(thread));
        }
        return found;
    }
}
