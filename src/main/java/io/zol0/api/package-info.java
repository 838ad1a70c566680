/** The REST contract of ZoL0, beginning with its health. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "alerts",
            "cache",
            "catalog",
            "demo",
            "gateway",
            "home",
            "ingest",
            "insight",
            "limits",
            "metrics",
            "notify",
            "optimizer",
            "users"
        })
package io.zol0.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
