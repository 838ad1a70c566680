package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class PathTemplateFuzz {
    @FuzzTest(maxDuration = "5s")
    void a_template_is_bounded_and_its_own_template(FuzzedDataProvider data) {
        String template = PathTemplate.of("/" + data.consumeRemainingAsString());
        assertThat(template).startsWith("/").hasSizeLessThanOrEqualTo(16 * 65 + 2);
        assertThat(template).doesNotContain("?");
        if (!template.contains("%")) {
            assertThat(PathTemplate.of(template)).isEqualTo(template);
        }
    }
}
