package dev.parlando.offline.control;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
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
 * The endpoints that return and change the limits of a running server, for external programs. Their path does not exist
 * in the service. Threading: confined to the event loop.
 */
public final class OfflineLimitsApi {
    private final Workspace workspace;

    public OfflineLimitsApi(Workspace workspace) {
        this.workspace = workspace;
    }

    public void register(ApiRouter router) {
        router.addAdministrative(HttpMethod.GET, "/offline/limits", call -> show());
        router.addAdministrative(HttpMethod.PUT, "/offline/limits", call -> {
            change(call.body());
            return show();
        });
    }

    /** Returns the limits, and the load of all model groups together. */
    private Map<String, Object> show() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limits", members(workspace.limits()));
        json.put("load", members(workspace.load()));
        return json;
    }

    /** Sets the limits named in the body and keeps the others. */
    private void change(byte[] body) {
        Map<String, @Nullable Object> members = JsonBody.parse(body);
        requireKnown(members.keySet());
        JsonReader reader = JsonReader.of(members, "body");
        try {
            ServiceLimits changed = changed(workspace.limits(), reader);
            reader.throwIfInvalid();
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

    private static HttpErrorException invalid(String message, String name) {
        return HttpErrorException.invalid("invalid_parameters", "invalid_parameters", message, name);
    }

    private static ServiceLimits changed(ServiceLimits current, JsonReader reader) {
        Boolean headers = reader.bool("headers");
        return new ServiceLimits(
                number(reader, "maximum_concurrent", current.maximumConcurrent()),
                number(reader, "queue_length", current.queueLength()),
                number(reader, "queue_delay_millis", current.queueDelayMillis()),
                number(reader, "others_in_use", current.othersInUse()),
                headers == null ? current.headers() : headers,
                number(reader, "busy_every", current.busyEvery()),
                number(reader, "rate_limited_every", current.rateLimitedEvery()),
                number(reader, "retry_after_seconds", current.retryAfterSeconds()));
    }

    private static int number(JsonReader reader, String name, int current) {
        BigDecimal value = reader.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return value == null ? current : value.intValueExact();
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
        json.put("broken_off", load.aborted());
        json.put("refused_concurrent", load.refusedConcurrent());
        json.put("refused_busy", load.refusedBusy());
        json.put("refused_rate", load.refusedRate());
        json.put("running_nanos", load.runningNanos());
        json.put("slot_nanos", load.slotNanos());
        return json;
    }
}
