package io.zol0.optimizer;

/** What an advice is to better; all are shares of which less is better. */
public enum Aim {
    TO_PROVIDER("requests", "go to the provider"),
    OUTDATED("answers from the cache", "are outdated"),
    WAITED("calls", "wait for the quota or are refused by it"),
    REFUSED("calls", "are refused by ZoL0"),
    WAITED_HIGH("calls", "are of high priority and wait for the quota"),
    REFUSED_THERE("calls", "are refused by the provider"),
    FAILED_THERE("calls", "go to the provider and fail"),
    SLOW("calls", "are slow");

    private final String of;
    private final String what;

    Aim(String of, String what) {
        this.of = of;
        this.what = what;
    }

    /** Of what it is a share: {@code requests}. */
    public String of() {
        return of;
    }

    /** What those that count do: {@code go to the provider}. */
    public String what() {
        return what;
    }
}
