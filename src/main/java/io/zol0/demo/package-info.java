/** A labelled demo exchange and its callers: real traffic to look at. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "cache", "catalog", "limits", "optimizer", "users"})
package io.zol0.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
