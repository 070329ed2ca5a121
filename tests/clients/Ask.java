import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** java Ask.java FILE: send what is in it, with Java's own client as it comes. */
public class Ask {
    public static void main(String[] words) throws Exception {
        // FILE has an address, then headers and values, then an empty line and the body.
        byte[] file = Files.readAllBytes(Path.of(words[0]));
        String whole = new String(file, StandardCharsets.ISO_8859_1);  // byte for byte
        int end = whole.indexOf("\n\n");
        String[] lines = whole.substring(0, end).split("\n");
        byte[] body = Arrays.copyOfRange(file, end + 2, file.length);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split(": ", 2);
            request.header(pair[0], pair[1]);
        }
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        HttpResponse<String> answer = HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + "\n" + answer.body());
    }
}
