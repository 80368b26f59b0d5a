package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLimits;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The limits and the load at the moment when a request received its slot. Immutable.
 *
 * @param limits the limits at that moment
 * @param running the number of running requests in its model group, including this one
 * @param workspaceRunning the number of running requests in the workspace, including this one and simulated other use
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
