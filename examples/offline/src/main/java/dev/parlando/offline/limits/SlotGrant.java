package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLimits;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Tells what a request met when it got its slot. Immutable.
 *
 * @param limits the limits at that moment
 * @param running how many requests of its model group ran, this one included
 * @param workspaceRunning how many ran in the whole workspace, this one and those of others included
 */
public record SlotGrant(ServiceLimits limits, int running, int workspaceRunning) {
    public void addHeadersTo(HttpHeaders headers) {
        if (limits.headers()) {
            headers.set("current-concurrent-requests", running);
            headers.set("maximum-concurrent-requests", limits.maximumConcurrent());
            headers.set("workspace-concurrent-requests", workspaceRunning);
        }
    }
}
