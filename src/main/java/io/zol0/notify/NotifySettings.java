package io.zol0.notify;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set of messages beside the channels, which are settings of the console.
 *
 * @param consoleUrl where people reach the console, for links in messages; by default this machine's own name for itself
 * @param trustedCertificates PEM file of certificates trusted for channels besides those of the JVM
 */
@ConfigurationProperties("zol0.notify")
record NotifySettings(@Nullable String consoleUrl, @Nullable Path trustedCertificates) {
    static final NotifySettings DEFAULTS = new NotifySettings(null, null);
}
