import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** java Ask.java FILE: send what is in it, with Java's own client as it comes. */
public class Ask {
    public static void main(String[] words) throws Exception {
        // FILE has an address, then headers and values, then an empty line and the body.
        String[] parts = Files.readString(Path.of(words[0])).split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split(": ", 2);
            request.header(pair[0], pair[1]);
        }
        request.POST(HttpRequest.BodyPublishers.ofString(parts[1]));
        HttpResponse<String> answer = HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + "\n" + answer.body());
    }
}
