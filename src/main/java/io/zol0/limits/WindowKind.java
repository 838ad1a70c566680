package io.zol0.limits;

/** How a provider counts what was spent. */
public enum WindowKind {
    /** A count that begins anew at each multiple of the period of the clock in UTC, as Binance counts weight. */
    ALIGNED,
    /** The last period before now, at every moment, as Bybit counts. */
    ROLLING,
    /** A bucket of at most {@code capacity} that fills by {@code capacity} tokens a period, as Coinbase has it. */
    TOKEN_BUCKET,
    /** A counter that each call raises and that falls by {@code capacity} a period, never above {@code capacity}: Kraken's. */
    DECAYING
}
