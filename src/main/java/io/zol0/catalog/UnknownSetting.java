package io.zol0.catalog;

/** There is no such setting, or no longer. */
public final class UnknownSetting extends RuntimeException {
    private UnknownSetting(String sentence) {
        super(sentence);
    }

    static UnknownSetting of(SettingId setting) {
        return new UnknownSetting(
                switch (setting.kind()) {
                    case QUOTA ->
                        "There is no quota number %d; it may have been removed meanwhile.".formatted(setting.number());
                    case PRESET ->
                        "There is no preset number %d; it may have been removed meanwhile.".formatted(setting.number());
                    case CACHE_POLICY -> "There is no cache policy of its own here to be removed.";
                    case CACHE_SCOPE, BREAKER, CONCURRENCY -> "Nothing is set here that could be removed.";
                });
    }

    static UnknownSetting endpoint(long id) {
        return new UnknownSetting(
                "There is no endpoint number %d of this upstream; endpoints are found from calls.".formatted(id));
    }

    static UnknownSetting change(long id) {
        return new UnknownSetting("There is no setting change number %d.".formatted(id));
    }
}
