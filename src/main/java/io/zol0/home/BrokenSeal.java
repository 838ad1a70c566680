package io.zol0.home;

/** A sealed text that cannot be opened; says why, and nothing of what is in it. */
public final class BrokenSeal extends RuntimeException {
    private BrokenSeal(String sentence) {
        super(sentence);
    }

    static BrokenSeal noSealedText(String purpose) {
        return new BrokenSeal("What is kept for " + purpose + " is no sealed text; enter it again.");
    }

    static BrokenSeal ofAnotherKey(String purpose, String other, String own) {
        return new BrokenSeal("What is kept for " + purpose + " was sealed with the key " + other
                + ", and this installation's is " + own + "; enter it again.");
    }

    static BrokenSeal forAnotherPurpose(String purpose, String other) {
        return new BrokenSeal("What is kept for " + purpose + " was sealed for " + other + "; enter it again.");
    }

    static BrokenSeal changed(String purpose) {
        return new BrokenSeal("What is kept for " + purpose + " was changed or damaged; enter it again.");
    }
}
