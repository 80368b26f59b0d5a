package dev.parlando.offline.control;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.limits.SocketFaultSwitch;
import dev.parlando.offline.load.SocketFaults;
import io.netty.handler.codec.http.HttpMethod;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that return and change the faults of the sockets, for external programs. Their path does not exist in
 * the service. Threading: confined to the event loop.
 */
public final class OfflineSocketFaultsApi {
    private static final String PATH = "/offline/socket-faults";

    private final SocketFaultSwitch faults;

    public OfflineSocketFaultsApi(SocketFaultSwitch faults) {
        this.faults = faults;
    }

    public void register(ApiRouter router) {
        router.addAdministrative(HttpMethod.GET, PATH, call -> members(faults.current()));
        router.addAdministrative(HttpMethod.PUT, PATH, call -> {
            change(JsonBody.parse(call.body()));
            return members(faults.current());
        });
    }

    /** Sets the faults named in the body and keeps the others. */
    private void change(Map<String, @Nullable Object> body) {
        Map<String, Object> known = members(faults.current());
        for (String name : body.keySet()) {
            if (!known.containsKey(name)) {
                throw invalid("'" + name + "' is none of " + known.keySet(), name);
            }
        }
        JsonReader reader = JsonReader.of(body, "body");
        try {
            SocketFaults changed = changed(faults.current(), reader);
            reader.throwIfInvalid();
            faults.set(changed);
        } catch (InvalidRequestException e) {
            throw invalid(String.valueOf(e.getMessage()), e.option());
        }
    }

    private static HttpErrorException invalid(String message, String name) {
        return HttpErrorException.invalid("invalid_parameters", "invalid_parameters", message, name);
    }

    private static SocketFaults changed(SocketFaults current, JsonReader reader) {
        return new SocketFaults(
                number(reader, "refuse_upgrade", current.refuseUpgrade()),
                number(reader, "late_final_millis", current.lateFinalMillis()),
                number(reader, "kill_after_audio_messages", current.killAfterAudioMessages()),
                number(reader, "close_code", current.closeCode()),
                flag(reader, "close_before_final", current.closeBeforeFinal()),
                flag(reader, "overlapping_alignment", current.overlappingAlignment()),
                flag(reader, "mixed_keys", current.mixedKeys()),
                flag(reader, "flush_done", current.flushDone()));
    }

    private static int number(JsonReader reader, String name, int current) {
        BigDecimal value = reader.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return value == null ? current : value.intValueExact();
    }

    private static boolean flag(JsonReader reader, String name, boolean current) {
        Boolean value = reader.bool(name);
        return value == null ? current : value;
    }

    private static Map<String, Object> members(SocketFaults faults) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("refuse_upgrade", faults.refuseUpgrade());
        json.put("late_final_millis", faults.lateFinalMillis());
        json.put("kill_after_audio_messages", faults.killAfterAudioMessages());
        json.put("close_code", faults.closeCode());
        json.put("close_before_final", faults.closeBeforeFinal());
        json.put("overlapping_alignment", faults.overlappingAlignment());
        json.put("mixed_keys", faults.mixedKeys());
        json.put("flush_done", faults.flushDone());
        return json;
    }
}
