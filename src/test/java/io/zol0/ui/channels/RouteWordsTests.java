package io.zol0.ui.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.notify.Hours;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Urgency;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RouteWordsTests {
    @Test
    void the_usual_route_is_said_in_a_few_words() {
        MessageRoute usual = MessageRoute.everythingTo(1);
        assertThat(RouteWords.which(usual, id -> "binance")).isEqualTo("Warnings and critical alerts");
        assertThat(RouteWords.how(usual, id -> "ops")).isEqualTo("By ops at once.");
    }

    @Test
    void everything_that_narrows_it_is_said() {
        MessageRoute route = new MessageRoute(
                1,
                true,
                Urgency.CRITICAL,
                "production",
                7,
                "GET /api/*",
                new Hours(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(18, 0),
                        LocalTime.of(8, 30),
                        ZoneId.of("Europe/Berlin")),
                1,
                Duration.ofMinutes(15),
                false,
                Duration.ofMinutes(90),
                2,
                0);
        assertThat(RouteWords.which(route, id -> "binance"))
                .isEqualTo("Critical alerts of endpoints GET /api/*, upstream binance, environment production,"
                        + " Monday to Friday from 18:00 to 08:30 (Europe/Berlin)");
        assertThat(RouteWords.how(route, id -> id == 1 ? "ops" : "on call"))
                .isEqualTo(
                        "By ops, gathered for 15 min, without their end; what nobody has taken after 1 h 30 min also by"
                                + " on call.");
    }
}
