package io.zol0.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class PresetFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_text_it_is_a_sound_preset_or_one_to_twenty_sentences(byte[] bytes) {
        switch (Preset.parse(new String(bytes, ISO_8859_1))) {
            case Preset.Parsed.Read(var preset) -> assertThat(preset.quotas()).isNotEmpty();
            case Preset.Parsed.Broken(var problems) -> assertThat(problems).hasSizeBetween(1, 20);
        }
    }
}
