/** Where an installation lives: its home folder, secret key, database and backups. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.zol0.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
