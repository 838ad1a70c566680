package io.zol0.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is now.
 *
 * @param value null where it is not set and the default holds
 * @param version number of the change that made it so; 0 where it was never set
 */
public record CurrentSetting(SettingId setting, @Nullable Setting value, long version) {}
