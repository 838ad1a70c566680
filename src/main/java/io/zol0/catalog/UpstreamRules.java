package io.zol0.catalog;

import io.zol0.home.ForbiddenAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an upstream must be like, in the sentences that forms and answers show. */
final class UpstreamRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST_URL = 500;

    private UpstreamRules() {}

    static List<Problem> problemsOf(UpstreamDraft draft) {
        List<Problem> problems = new ArrayList<>();
        name(draft.name(), "name", "The name", problems);
        name(draft.environment(), "environment", "The environment", problems);
        baseUrl(draft.baseUrl(), problems);
        between(draft.connectTimeout(), Duration.ofMillis(10), Duration.ofMinutes(1), "connectTimeout", problems);
        between(draft.responseTimeout(), Duration.ofMillis(10), Duration.ofMinutes(10), "responseTimeout", problems);
        between(draft.totalTimeout(), Duration.ofMillis(10), Duration.ofHours(24), "totalTimeout", problems);
        if (draft.totalTimeout().compareTo(draft.responseTimeout()) < 0) {
            problems.add(new Problem(
                    "totalTimeout",
                    "The total time is shorter than the wait for an answer; make it at least as long."));
        }
        return problems;
    }

    /** The base URL in the form that is kept: scheme and host in small letters, no slash at the end. */
    static URI normalised(String baseUrl) {
        URI given = URI.create(baseUrl.strip());
        String path = given.getRawPath() == null ? "" : given.getRawPath().replaceAll("/+$", "");
        String port = given.getPort() < 0 ? "" : ":" + given.getPort();
        return URI.create(given.getScheme().toLowerCase(Locale.ROOT) + "://"
                + given.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static void name(String name, String field, String what, List<Problem> problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    new Problem(
                            field,
                            what
                                    + " takes 1 to 40 lower-case letters, digits and hyphens and begins with a letter or digit, such as binance."));
        }
    }

    private static void baseUrl(String baseUrl, List<Problem> problems) {
        String example = " An example: https://api.binance.com";
        URI uri;
        try {
            uri = new URI(baseUrl.strip());
        } catch (URISyntaxException e) {
            problems.add(new Problem("baseUrl", "This is not a URL: " + e.getReason() + "." + example));
            return;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            problems.add(new Problem("baseUrl", "The base URL begins with https:// or http://." + example));
        } else if (uri.getHost() == null) {
            problems.add(new Problem("baseUrl", "The base URL has no host name." + example));
        } else if (ForbiddenAddresses.isLiteralOf(uri.getHost())) {
            problems.add(new Problem(
                    "baseUrl", "This is a link-local or cloud metadata address, which ZoL0 never calls." + example));
        } else if (uri.getRawUserInfo() != null) {
            problems.add(new Problem(
                    "baseUrl", "The base URL holds a user or password; leave them to the caller." + example));
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.add(new Problem("baseUrl", "The base URL ends with its path, without ? and #." + example));
        } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            problems.add(new Problem("baseUrl", "The port is between 1 and 65535." + example));
        } else if (uri.normalize().getRawPath() != null
                && !uri.normalize().getRawPath().equals(uri.getRawPath())) {
            problems.add(new Problem("baseUrl", "The base URL's path has no . or .. or empty parts." + example));
        } else if (baseUrl.strip().length() > LONGEST_URL) {
            problems.add(new Problem("baseUrl", "The base URL has at most %d characters.".formatted(LONGEST_URL)));
        }
    }

    private static void between(Duration value, Duration least, Duration most, String field, List<Problem> problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(new Problem(field, "Choose a time from %s to %s.".formatted(words(least), words(most))));
        }
    }

    private static String words(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toMillis() + " ms";
    }
}
