package io.zol0.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a setting must be like, in the sentence that the form, the REST API and the database's constraint have in common: the
 * constraint is named as the rule is.
 */
enum SettingRule {
    QUOTA_NAME(
            "name",
            "The name takes 1 to 40 lower-case letters, digits and hyphens and begins with a letter or digit, such as"
                    + " weight."),
    QUOTA_NAME_TAKEN("name", "This upstream has a quota of that name already; choose another name."),
    QUOTA_PRESET("preset", "A preset is named by lower-case letters, digits and hyphens, such as binance."),
    QUOTA_ENDPOINTS(
            "scope.endpoints",
            "A quota names at most 50 endpoints, each a method and a path such as GET /api/v3/*, or * for all."),
    QUOTA_KEY(
            "scope.key",
            "The API key is in a header or a query field, named by 1 to 100 characters without spaces, such as"
                    + " X-MBX-APIKEY."),
    QUOTA_WINDOWS("windows", "A quota has one to four windows."),
    QUOTA_WINDOW_KIND("windows", "A window is ALIGNED, ROLLING, TOKEN_BUCKET or DECAYING."),
    QUOTA_WINDOW_CAPACITY(
            "windows", "A window holds from 1 to 1,000,000,000: a window of 0 would never let a call through."),
    QUOTA_WINDOW_PERIOD("windows", "A window's period is from 100 ms to 31 days."),
    QUOTA_COSTS("costs", "A quota has at most 200 lines of weights."),
    QUOTA_COST_ENDPOINT(
            "costs", "A weight is for a method and a path such as GET /api/v3/depth, or * for all endpoints."),
    QUOTA_COST_WEIGHT("costs", "A call weighs from 0 to 1,000,000."),
    QUOTA_COST_TABLE(
            "costs", "A table of weights has the query field that it is read by, such as limit, and 1 to 20 steps."),
    QUOTA_COST_STEPS("costs", "The steps of a table ascend: each goes up to a larger number than the one before."),
    QUOTA_MARGIN("margin", "The margin is from 0 % to below 100 %: what is kept unused cannot be everything there is."),
    QUOTA_RESERVE(
            "reserve",
            "The reserve is from 0 % to below 100 % of what the margin leaves: it cannot be more than there is."),
    QUOTA_NOTHING_LEFT(
            "reserve",
            "Margin and reserve leave less than 1 of a window to calls of normal priority, so none would ever go"
                    + " through; make them smaller or the window larger."),
    QUOTA_MIN_INTERVAL("minInterval", "The least time between two calls is from 0, for none, to 1 h."),
    QUOTA_WHEN_EMPTY(
            "whenEmpty",
            "A call without room is queued (QUEUE), refused (REJECT), answered from the cache"
                    + " (SERVE_STALE) or let through and counted (SHADOW)."),
    QUOTA_MAX_WAIT("maxWait", "Calls that queue wait for 1 ms to 10 min; where none may wait, choose REJECT."),
    QUOTA_MAX_WAIT_ELSEWHERE(
            "maxWait", "Only calls that queue can wait: leave the longest wait at 0, or choose QUEUE."),
    QUOTA_CONTROL_FLOOR(
            "control.floor", "The controller's floor is above 0 % of the first window and at most its ceiling."),
    QUOTA_CONTROL_CEILING("control.ceiling", "The controller's ceiling is at most 1,000 % of the first window."),

    CACHE_TTL("ttl", "A TTL of your own is from 1 s to 30 days."),
    CACHE_TTL_ELSEWHERE("ttl", "Only the mode OWN_TTL has a TTL: leave it at 0, or choose that mode."),
    CACHE_REASON("reason", "Say in 1 to 200 characters why the origin's word is overridden."),
    CACHE_REASON_ELSEWHERE("reason", "Only the mode OWN_TTL needs a reason: leave it empty, or choose that mode."),
    CACHE_STALE_WHILE_REVALIDATE(
            "staleWhileRevalidate", "An answer may be served while it is fetched anew for 0 s to 30 days."),
    CACHE_STALE_IF_ERROR("staleIfError", "An answer may be served when the upstream fails for 0 s to 30 days."),
    CACHE_LARGEST_BODY("largestBody", "The largest body kept is from 1 B to 64 MB."),
    CACHE_LEADER_WAIT("leaderWait", "Calls wait for an identical one under way for 0 s, which is not at all, to 30 s."),

    CACHE_SCOPE_COUNT("credentialHeaders", "At most 20 fields of each sort can be named."),
    CACHE_SCOPE_HEADER(
            "credentialHeaders",
            "A header is named by 1 to 100 letters, digits and hyphens without spaces, such as X-MBX-APIKEY."),
    CACHE_SCOPE_FIELD(
            "credentialFields",
            "A query field is named by 1 to 100 characters without spaces, umlauts and & = #, such as api_key."),
    CACHE_SCOPE_BOTH(
            "ignoredFields",
            "A query field cannot be a credential and be left out of the key at once; name it in one place only."),

    BREAKER_ERROR_RATE("errorRate", "The breaker opens at a share of failed calls above 0 % and up to 100 %."),
    BREAKER_SLOW_RATE("slowRate", "The breaker opens at a share of slow calls above 0 % and up to 100 %."),
    BREAKER_SLOW("slow", "A call is slow from 1 ms to 10 min on."),
    BREAKER_WINDOW("window", "The breaker looks back from 1 s to 1 h."),
    BREAKER_LEAST("least", "The breaker needs from 1 to 100,000 calls to judge by."),
    BREAKER_PAUSE("pause", "The breaker stays open for 100 ms to 1 h before it tries again."),
    BREAKER_TRIALS("trials", "The breaker tries again with 1 to 100 calls."),

    CONCURRENCY_LEAST("least", "At least 1 and at most 10,000 calls at once are always let through."),
    CONCURRENCY_MOST("most", "The most calls at once are no fewer than the least, and at most 10,000."),
    CONCURRENCY_TOLERANCE("tolerance", "Latency may rise to 1 to 10 times of what is usual."),

    PRESET_NAME(
            "name",
            "The name takes 1 to 40 lower-case letters, digits and hyphens and begins with a letter or digit, such as"
                    + " my-exchange."),
    PRESET_NAME_TAKEN("name", "There is a preset of that name already; choose another name."),
    PRESET_TEXT("text", "A preset is a JSON text of at most 64 KB."),

    SETTING_CHANGE_REASON("reason", "The reason has at most 500 characters.");

    private final String field;
    private final String sentence;

    SettingRule(String field, String sentence) {
        this.field = field;
        this.sentence = sentence;
    }

    /** What is wrong where this rule is broken. */
    Problem problem() {
        return new Problem(field, sentence);
    }

    /** The same in one place among several, such as {@code windows[1].capacity}. */
    Problem problem(String place) {
        return new Problem(place, sentence);
    }

    String constraint() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule behind a constraint of the database. */
    static Optional<SettingRule> of(String constraint) {
        return Arrays.stream(values())
                .filter(rule -> rule.constraint().equals(constraint))
                .findFirst();
    }
}
