package dev.parlando.offline.calls;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import io.netty.handler.codec.http.HttpMethod;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows and changes the limits of a running server for programs outside of it, at a path that the service does not have.
 * Confined to the event loop.
 */
final class LimitsPage {
    private final Workspace workspace;

    LimitsPage(Workspace workspace) {
        this.workspace = workspace;
    }

    void addTo(Routes routes) {
        routes.addOffline(HttpMethod.GET, "/offline/limits", call -> show());
        routes.addOffline(HttpMethod.PUT, "/offline/limits", call -> {
            change(call.body());
            return show();
        });
    }

    /** Returns the limits and the load of all model groups together. */
    private Map<String, Object> show() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limits", members(workspace.limits()));
        json.put("load", members(workspace.load()));
        return json;
    }

    /** Takes over the limits that the body names; the others stay. */
    private void change(byte[] body) {
        Map<String, @Nullable Object> members = JsonBody.read(body);
        requireKnown(members.keySet());
        Fields fields = Fields.of(members, "body");
        try {
            ServiceLimits changed = changed(workspace.limits(), fields);
            fields.refuseProblems();
            workspace.limits(changed);
        } catch (InvalidRequestException e) {
            throw invalid(String.valueOf(e.getMessage()), e.option());
        }
    }

    private void requireKnown(Set<String> names) {
        Set<String> known = members(workspace.limits()).keySet();
        for (String name : names) {
            if (!known.contains(name)) {
                throw invalid("'" + name + "' is none of " + known, name);
            }
        }
    }

    private static Refusal invalid(String message, String name) {
        return Refusal.invalid("invalid_parameters", "invalid_parameters", message, name);
    }

    private static ServiceLimits changed(ServiceLimits now, Fields fields) {
        Boolean headers = fields.bool("headers");
        return new ServiceLimits(
                number(fields, "maximum_concurrent", now.maximumConcurrent()),
                number(fields, "queue_length", now.queueLength()),
                number(fields, "queue_delay_millis", now.queueDelayMillis()),
                number(fields, "others_in_use", now.othersInUse()),
                headers == null ? now.headers() : headers,
                number(fields, "busy_every", now.busyEvery()),
                number(fields, "rate_limited_every", now.rateLimitedEvery()),
                number(fields, "retry_after_seconds", now.retryAfterSeconds()));
    }

    private static int number(Fields fields, String name, int now) {
        BigDecimal value = fields.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return value == null ? now : value.intValueExact();
    }

    private static Map<String, Object> members(ServiceLimits limits) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("maximum_concurrent", limits.maximumConcurrent());
        json.put("queue_length", limits.queueLength());
        json.put("queue_delay_millis", limits.queueDelayMillis());
        json.put("others_in_use", limits.othersInUse());
        json.put("headers", limits.headers());
        json.put("busy_every", limits.busyEvery());
        json.put("rate_limited_every", limits.rateLimitedEvery());
        json.put("retry_after_seconds", limits.retryAfterSeconds());
        return json;
    }

    private static Map<String, Object> members(ServiceLoad load) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("running", load.running());
        json.put("highest_running", load.highestRunning());
        json.put("queued", load.queued());
        json.put("served", load.served());
        json.put("broken_off", load.brokenOff());
        json.put("refused_concurrent", load.refusedConcurrent());
        json.put("refused_busy", load.refusedBusy());
        json.put("refused_rate", load.refusedRate());
        json.put("running_nanos", load.runningNanos());
        json.put("slot_nanos", load.slotNanos());
        return json;
    }
}
