package io.zol0.home;

/** A reason not to start or not to carry out a command: one sentence for the operator that says what would be right. */
public final class Refusal extends RuntimeException {
    public Refusal(String sentence) {
        super(sentence);
    }

    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
