package io.zol0.gateway;

import io.zol0.catalog.Endpoint;

/** Finds the endpoint of a call; fast, and never blocks. */
interface EndpointResolver {
    Endpoint resolve(long upstreamId, String method, String path);
}
