package io.zol0.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A small program that calls an API and knows nothing of ZoL0; it ends with standard input. */
final class AgentClient {
    private AgentClient() {}

    /** @param arguments the address to call, and how often; every fifth call is of what is not there */
    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            URI address = URI.create(arguments[0] + (i % 5 == 4 ? "/broken" : "/orders/" + (1000 + i)));
            client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
        while (System.in.read() >= 0) {
            // as long as somebody wants to hear of it
        }
    }
}
