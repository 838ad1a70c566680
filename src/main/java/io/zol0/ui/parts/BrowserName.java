package io.zol0.ui.parts;

import java.util.List;
import java.util.Map;

/** What a browser calls itself, in the words people use for it. */
public final class BrowserName {
    /** The first that is found counts: most browsers name others too. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Linux", "Linux"));

    private BrowserName() {}

    /** Such as {@code Chrome on Linux}; what it said where that is no browser we know. */
    public static String of(String userAgent) {
        String browser = first(BROWSERS, userAgent);
        String system = first(SYSTEMS, userAgent);
        if (browser.isEmpty()) {
            return userAgent.isBlank() ? "Unnamed program" : userAgent;
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String first(List<Map.Entry<String, String>> known, String userAgent) {
        return known.stream()
                .filter(each -> userAgent.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
