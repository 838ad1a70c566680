package io.zol0.demo;

import io.zol0.demo.DemoMemory.Remembered;
import io.zol0.demo.DemoMemory.Wanted;
import io.zol0.home.Refusal;
import java.util.Locale;
import java.util.Optional;

/** What {@code ZOL0_DEMO} says; unset, an embedded database of its own has the demo and an external one has not. */
enum DemoSwitch {
    ON,
    OFF,
    UNSET;

    static DemoSwitch parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "" -> UNSET;
            case "on", "true" -> ON;
            case "off", "false" -> OFF;
            default -> throw new Refusal("ZOL0_DEMO must be \"on\" or \"off\", and is \"" + text.strip() + "\".");
        };
    }

    /** Whether the demo starts by itself. What an admin removed stays away, whatever the setting. */
    boolean starts(boolean embedded, Optional<Remembered> remembered) {
        var wanted = remembered.map(Remembered::wanted);
        if (wanted.equals(Optional.of(Wanted.REMOVED))) {
            return false;
        }
        return switch (this) {
            case ON -> true;
            case OFF -> false;
            case UNSET -> embedded && !wanted.equals(Optional.of(Wanted.OFF));
        };
    }
}
