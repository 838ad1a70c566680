/** The console: Vaadin views over the other rooms. */
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
package io.zol0.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
