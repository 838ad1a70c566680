package io.zol0.limits;

/**
 * How the operating level of a quota is moved: the weight let through within its first window, between a floor and a ceiling that
 * are the setting.
 *
 * @param mode whether the controller moves it
 * @param floor least share of the first window's capacity; above 0, at most {@code ceiling}
 * @param ceiling largest share of it; at most 10, for a provider may allow more than was written down
 */
public record Control(Mode mode, double floor, double ceiling) {
    /** Off: the operating level is what the windows say less the margin. */
    public static final Control OFF = new Control(Mode.OFF, 0.1, 1);

    /** Whether the controller moves the operating level. */
    public enum Mode {
        OFF,
        /** It says what it would do. */
        ADVISE,
        ON
    }
}
