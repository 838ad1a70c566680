package io.zol0.notify;

/** Where a delivery is on its way. */
public enum DeliveryState {
    /** Its time has not come, or it is tried again later. */
    WAITING("waiting"),
    /** It is being sent. */
    TRYING("being sent"),
    /** The other side has it. */
    SENT("sent"),
    /** Given up; it can be sent again. */
    DEAD("given up");

    private final String words;

    DeliveryState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
