/** The console: Vaadin views over the other rooms. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "home", "alerts", "cache", "catalog", "gateway", "ingest", "insight", "limits", "metrics", "notify",
            "users", "demo"
        })
package io.zol0.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
