package io.zol0.notify;

/** Carries parcels by one kind of channel. */
interface Transport {
    ChannelKind kind();

    /** Tries once, within a minute. */
    Attempt send(Parcel parcel);
}
