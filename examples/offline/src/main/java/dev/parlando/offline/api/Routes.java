package dev.parlando.offline.api;

import dev.parlando.offline.account.Doorkeeper;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.limits.Workspace;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists where requests can go, who may go there, and finds the way of one. Confined to the event loop.
 */
public final class Routes {
    private final List<Route> all = new ArrayList<>();
    private final Doorkeeper doorkeeper;
    private final Workspace workspace;

    public Routes(Doorkeeper doorkeeper, Workspace workspace) {
        this.doorkeeper = doorkeeper;
        this.workspace = workspace;
    }

    /** Adds a call of the service that is answered in JSON, for keys with a permission. */
    public void add(HttpMethod method, String path, String permission, Function<Call, Object> answer) {
        all.add(new Route(
                method,
                path,
                call -> call.admittedBy(doorkeeper.admit(call.offeredKey(), call.client(), permission)),
                counted(answer)));
    }

    /** Adds a call of the service that is answered in JSON, for every key. */
    public void addForAnyKey(HttpMethod method, String path, Function<Call, Object> answer) {
        all.add(new Route(
                method,
                path,
                call -> call.admittedBy(doorkeeper.admit(call.offeredKey(), call.client(), null)),
                counted(answer)));
    }

    /** Adds a call of the service that is answered in JSON, for everybody. */
    public void addOpen(String path, Function<Call, Object> answer) {
        all.add(new Route(HttpMethod.GET, path, call -> {}, counted(answer)));
    }

    /** Adds a call that the service does not have, for the administrator's key. */
    public void addOffline(HttpMethod method, String path, Function<Call, Object> answer) {
        all.add(new Route(
                method, path, call -> call.admittedBy(doorkeeper.admitOperator(call.offeredKey())), json(answer)));
    }

    /**
     * Adds a call for speech, for keys and for single-use tokens. The service takes these on its WebSocket only; here,
     * where there is none, they stand in the query as they would there.
     */
    public void addSpeech(String path, Route.Endpoint endpoint) {
        all.add(new Route(
                HttpMethod.POST,
                path,
                call -> {
                    String token = call.parameter("single_use_token");
                    call.admittedBy(
                            call.offeredKey() == null && token != null
                                    ? doorkeeper.admitToken(token)
                                    : doorkeeper.admit(call.offeredKey(), call.client(), Permission.TEXT_TO_SPEECH));
                },
                endpoint));
    }

    private Route.Endpoint counted(Function<Call, Object> answer) {
        return (call, exchange) -> {
            workspace.list();
            exchange.json(200, answer.apply(call));
        };
    }

    private static Route.Endpoint json(Function<Call, Object> answer) {
        return (call, exchange) -> exchange.json(200, answer.apply(call));
    }

    /**
     * Serves a request.
     *
     * @throws Refusal if there is no way, or the client may not go there, or what is there refuses
     */
    public void serve(FullHttpRequest request, Exchange exchange) {
        List<String> path = Route.names(new QueryStringDecoder(request.uri()).path());
        Route route = find(request.method(), path);
        Call call = new Call(request, route.variables(path), exchange.client());
        route.access().accept(call);
        route.endpoint().serve(call, exchange);
    }

    private Route find(HttpMethod method, List<String> path) {
        List<Route> there = all.stream().filter(route -> route.matches(path)).toList();
        if (there.isEmpty()) {
            throw Refusal.plain(404, "Not Found");
        }
        return there.stream()
                .filter(route -> route.method().equals(method))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.plain(405, "Method Not Allowed").with(HttpHeaderNames.ALLOW, methods(there)));
    }

    private static String methods(List<Route> routes) {
        return routes.stream().map(route -> route.method().name()).distinct().collect(Collectors.joining(", "));
    }
}
