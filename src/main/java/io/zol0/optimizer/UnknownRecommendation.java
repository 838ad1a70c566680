package io.zol0.optimizer;

/** There is no such recommendation in sight. */
public class UnknownRecommendation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnknownRecommendation(long id) {
        super("There is no recommendation number %d.".formatted(id));
    }

    public static UnknownRecommendation withId(long id) {
        return new UnknownRecommendation(id);
    }
}
