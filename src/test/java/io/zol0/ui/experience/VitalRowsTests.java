package io.zol0.ui.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import java.util.List;
import org.junit.jupiter.api.Test;

class VitalRowsTests {
    @Test
    void the_slowest_come_first_and_what_has_too_few_samples_last() {
        assertThat(VitalRows.rows(
                                List.of(
                                        resource("quotes/quick", PageVital.ENOUGH, 20),
                                        resource("quotes/seldom", PageVital.ENOUGH - 1, 9_000),
                                        resource("quotes/slow", PageVital.ENOUGH, 800)),
                                VitalRows.SLOWEST)
                        .keySet())
                .extracting(VitalRows.Place::page)
                .containsExactly("quotes/slow", "quotes/quick", "quotes/seldom");
    }

    @Test
    void pages_come_by_their_most_samples_and_a_device_has_a_row_of_its_own() {
        assertThat(VitalRows.rows(
                                List.of(
                                        new PageVital("a/", Device.DESKTOP, Vital.LCP, 5, 1),
                                        new PageVital("a/", Device.DESKTOP, Vital.CLS, 30, 1),
                                        new PageVital("a/", Device.MOBILE, Vital.LCP, 7, 1),
                                        new PageVital("b/", Device.MOBILE, Vital.LCP, 20, 1)),
                                VitalRows.BY_SAMPLES)
                        .keySet())
                .containsExactly(
                        new VitalRows.Place("a/", Device.DESKTOP),
                        new VitalRows.Place("b/", Device.MOBILE),
                        new VitalRows.Place("a/", Device.MOBILE));
    }

    @Test
    void a_resource_opens_the_endpoints_of_its_path_and_what_is_left_those_of_its_upstream() {
        assertThat(VitalRows.endpoints("quotes")).isEqualTo("endpoints?filter=quotes");
        assertThat(VitalRows.endpoints("quotes/orders/{id}")).isEqualTo("endpoints?filter=quotes+%2Forders%2F%7Bid%7D");
        assertThat(VitalRows.endpoints("quotes" + PageVitals.OTHER_RESOURCES)).isEqualTo("endpoints?filter=quotes");
    }

    private static PageVital resource(String name, long samples, double millis) {
        return new PageVital(name, Device.DESKTOP, Vital.RESOURCE, samples, millis);
    }
}
