/** The REST contract of ZoL0, beginning with its health. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "home", "cache", "catalog", "gateway", "ingest", "limits", "metrics", "notify", "users", "demo", "insight"
        })
package io.zol0.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
