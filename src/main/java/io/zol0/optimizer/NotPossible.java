package io.zol0.optimizer;

/** What was asked of a recommendation cannot be done as it stands; the message says why. */
public class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPossible(String message) {
        super(message);
    }

    static NotPossible in(Recommendation recommendation, String wanted) {
        return new NotPossible("This recommendation cannot be %s: it is %s."
                .formatted(wanted, recommendation.state().words()));
    }
}
