package io.zol0.ui.business;

/** The line that reports a value from a terminal. */
final class CurlToReport {
    private CurlToReport() {}

    /** @param origin scheme, host and port of the console */
    static String of(String origin) {
        return "curl -H \"Authorization: Bearer $ZOL0_TOKEN\" -H \"Content-Type: application/json\" -d '{\"value\": 49.9,"
                + " \"labels\": {\"country\": \"DE\"}}' \"" + origin + "/api/business/orders?kind=COUNTER&unit=EUR\"";
    }
}
