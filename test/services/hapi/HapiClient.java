import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.SimpleRequestHeaderInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;

/**
 * What a vendor does with HAPI's generic client: HapiClient BASE KEY TAG. It knows nothing of what is between it and the server.
 * Says on stdout, a line each, what it came to; nothing of what it read but counts and years.
 */
public class HapiClient {
  public static void main(String[] args) {
    FhirContext context = FhirContext.forR4();
    context.getRestfulClientFactory().setSocketTimeout(60_000);
    IGenericClient client = context.newRestfulGenericClient(args[0]);
    client.registerInterceptor(new SimpleRequestHeaderInterceptor("X-Api-Key", args[1]));

    Set<String> ids = new LinkedHashSet<>();
    int pages = 0;
    Bundle page = client.search().forResource(Patient.class).where(Patient.GENDER.exactly().code("female")).count(10).returnBundle(Bundle.class).execute();
    for (; page != null && pages < 20; pages++) {
      page.getEntry().forEach(entry -> ids.add(entry.getResource().getIdElement().getIdPart()));
      page = page.getLink(Bundle.LINK_NEXT) == null ? null : client.loadPage().next(page).execute();
    }
    System.out.println("found " + ids.size() + " on more than one page " + (pages > 1));

    Patient patient = client.read().resource(Patient.class).withId(ids.iterator().next()).execute();
    System.out.println("read " + ids.contains(patient.getIdElement().getIdPart()) + " born " + patient.getBirthDateElement().getValueAsString() + " named " + patient.hasName());
    String id = patient.getIdElement().getIdPart();
    // As this server calls it: its policy shows no version of the one behind it.
    String version = patient.getIdElement().getVersionIdPart();
    System.out.println("version " + client.read().resource(Patient.class).withIdAndVersion(id, version).execute().getIdElement().getIdPart().equals(id));

    List<String> refused = new ArrayList<>();
    for (Runnable attempt : List.<Runnable>of(
      () -> client.search().forResource(Patient.class).where(Patient.NAME.matches().value("canary")).returnBundle(Bundle.class).execute(),
      () -> client.update().resource(patient).execute(),
      () -> client.read().resource(Patient.class).withId("nobody").execute())) {
      try {
        attempt.run();
        refused.add("done");
      } catch (BaseServerResponseException error) {
        refused.add(error.getStatusCode() + (error.getOperationOutcome() == null ? " without an outcome" : ""));
      }
    }
    System.out.println("refused " + String.join(" ", refused));

    Observation observation = new Observation().setStatus(Observation.ObservationStatus.FINAL);
    observation.getCode().addCoding().setCode("weight");
    MethodOutcome outcome = client.create().resource(observation).execute();
    System.out.println("created " + outcome.getCreated() + " at an address of the base " + outcome.getId().getBaseUrl().equals(args[0]));
  }
}
