package io.zol0.ingest;

import java.io.EOFException;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** A batch of which nothing counts, with the reason. */
public final class NotTaken extends RuntimeException {
    private final Why why;

    /** What is wrong in kind. */
    public enum Why {
        /** It cannot be read. */
        UNREADABLE,
        /** It is too large. */
        TOO_LARGE,
        /** It is in a form that is not known here. */
        UNKNOWN_FORM,
        /** It says something else than what is known, or there is no room for more of its kind. */
        UNFIT,
        /** Somebody reports too often. */
        TOO_MANY,
        /** Too many report at the same time. */
        BUSY
    }

    private NotTaken(Why why, String message) {
        super(message);
        this.why = why;
    }

    static NotTaken unreadable(String message) {
        return new NotTaken(Why.UNREADABLE, message);
    }

    /** What cannot be read as JSON, and where that was noticed; bytes that are no UTF-8 have no such place. */
    static NotTaken broken(JacksonException broken, String part) {
        if (broken.getCause() instanceof ZipException || broken.getCause() instanceof EOFException) {
            return unreadable("The body's gzip is broken off or damaged.");
        }
        TokenStreamLocation at = broken.getLocation();
        String place = at == null ? "" : " at line %d, column %d,".formatted(at.getLineNr(), at.getColumnNr());
        return unreadable("This is not JSON in UTF-8: it cannot be read" + place + " in " + part
                + ". Nothing of it was counted.");
    }

    static NotTaken tooLarge(String message) {
        return new NotTaken(Why.TOO_LARGE, message);
    }

    static NotTaken unknownForm(String message) {
        return new NotTaken(Why.UNKNOWN_FORM, message);
    }

    static NotTaken tooMany(String message) {
        return new NotTaken(Why.TOO_MANY, message);
    }

    static NotTaken unfit(String message) {
        return new NotTaken(Why.UNFIT, message);
    }

    static NotTaken busy() {
        return new NotTaken(Why.BUSY, "Too many report at the same time; send it again in a second.");
    }

    public Why why() {
        return why;
    }
}
