package dev.parlando.offline.api;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.limits.Workspace;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The routing table of the server, with the access rule of each route. Threading: confined to the event loop. */
public final class ApiRouter {
    private final List<ApiRoute> registered = new ArrayList<>();
    private final Authenticator authenticator;
    private final Workspace workspace;

    public ApiRouter(Authenticator authenticator, Workspace workspace) {
        this.authenticator = authenticator;
        this.workspace = workspace;
    }

    /** Adds a call of the service with a JSON response, for keys with the given permission. */
    public void add(HttpMethod method, String path, String permission, Function<ApiCall, Object> handler) {
        registered.add(new ApiRoute(
                method,
                path,
                call -> call.authenticatedAs(
                        authenticator.authenticate(call.presentedKey(), call.clientAddress(), permission)),
                countedJson(handler)));
    }

    /** Adds a call of the service with a JSON response, for any valid key. */
    public void addForAnyKey(HttpMethod method, String path, Function<ApiCall, Object> handler) {
        registered.add(new ApiRoute(
                method,
                path,
                call -> call.authenticatedAs(
                        authenticator.authenticate(call.presentedKey(), call.clientAddress(), null)),
                countedJson(handler)));
    }

    /** Adds a call of the service with a JSON response, without authentication. */
    public void addPublic(String path, Function<ApiCall, Object> handler) {
        registered.add(new ApiRoute(HttpMethod.GET, path, call -> {}, countedJson(handler)));
    }

    /** Adds a call that the service does not have, for the administrator's key. */
    public void addAdministrative(HttpMethod method, String path, Function<ApiCall, Object> handler) {
        registered.add(new ApiRoute(
                method,
                path,
                call -> call.authenticatedAs(authenticator.authenticateAdministrator(call.presentedKey())),
                json(handler)));
    }

    /**
     * Adds a speech call, for keys and for single-use tokens. The service accepts tokens on its WebSocket only. This
     * server has no WebSocket, so it accepts them in the same query parameter of the HTTP call.
     */
    public void addSpeech(String path, ApiRoute.Endpoint endpoint) {
        registered.add(new ApiRoute(
                HttpMethod.POST,
                path,
                call -> {
                    String token = call.queryParameter("single_use_token");
                    call.authenticatedAs(
                            call.presentedKey() == null && token != null
                                    ? authenticator.authenticateToken(token)
                                    : authenticator.authenticate(
                                            call.presentedKey(), call.clientAddress(), Permission.TEXT_TO_SPEECH));
                },
                endpoint));
    }

    private ApiRoute.Endpoint countedJson(Function<ApiCall, Object> handler) {
        return (call, exchange) -> {
            workspace.admitListing();
            exchange.sendJson(200, handler.apply(call));
        };
    }

    private static ApiRoute.Endpoint json(Function<ApiCall, Object> handler) {
        return (call, exchange) -> exchange.sendJson(200, handler.apply(call));
    }

    /**
     * Serves a request.
     *
     * @throws HttpErrorException if no route matches, access is denied, or the endpoint refuses the request
     */
    public void serve(FullHttpRequest request, OfflineExchange exchange) {
        List<String> path = ApiRoute.segments(new QueryStringDecoder(request.uri()).path());
        ApiRoute route = find(request.method(), path);
        ApiCall call = new ApiCall(request, route.pathVariables(path), exchange.clientAddress());
        route.authentication().accept(call);
        route.endpoint().serve(call, exchange);
    }

    private ApiRoute find(HttpMethod method, List<String> path) {
        List<ApiRoute> matching =
                registered.stream().filter(route -> route.matches(path)).toList();
        if (matching.isEmpty()) {
            throw HttpErrorException.message(404, "Not Found");
        }
        return matching.stream()
                .filter(route -> route.method().equals(method))
                .findFirst()
                .orElseThrow(() -> HttpErrorException.message(405, "Method Not Allowed")
                        .withHeader(HttpHeaderNames.ALLOW, methods(matching)));
    }

    private static String methods(List<ApiRoute> routes) {
        return routes.stream().map(route -> route.method().name()).distinct().collect(Collectors.joining(", "));
    }
}
