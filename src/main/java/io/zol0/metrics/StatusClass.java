package io.zol0.metrics;

/** First digit of an answer's status, or that there was none. */
public enum StatusClass {
    NONE,
    INFORMATIONAL,
    SUCCESS,
    REDIRECTION,
    CLIENT_ERROR,
    SERVER_ERROR;

    /** The class of a status; {@code NONE} for anything outside 100 to 599. */
    public static StatusClass of(int status) {
        return switch (status / 100) {
            case 1 -> INFORMATIONAL;
            case 2 -> SUCCESS;
            case 3 -> REDIRECTION;
            case 4 -> CLIENT_ERROR;
            case 5 -> SERVER_ERROR;
            default -> NONE;
        };
    }
}
