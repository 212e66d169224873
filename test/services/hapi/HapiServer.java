import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntryTransactionMethodEnum;
import ca.uhn.fhir.rest.annotation.*;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.server.*;
import ca.uhn.fhir.rest.server.exceptions.*;
import ca.uhn.fhir.util.FhirTerser;
import java.util.*;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.*;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * HAPI's RestfulServer over a map, for tests: reads, versions, history, searches with paging, conditional create and
 * update, batch and transaction, $everything, $expunge. Says its address on stdout and ends with its stdin.
 * HAPI_CLOCK_MS makes lastUpdated a multiple of that many milliseconds, as servers with coarse clocks do.
 */
public class HapiServer {
  static final FhirContext CONTEXT = FhirContext.forR4();
  static final IFhirPath PATHS = CONTEXT.newFhirPath();
  static final List<String> TYPES = List.of("AllergyIntolerance", "Appointment", "AuditEvent", "Binary", "CarePlan", "CareTeam",
    "Claim", "Communication", "Condition", "Consent", "Coverage", "Device", "DiagnosticReport", "DocumentReference", "Encounter",
    "ExplanationOfBenefit", "Goal", "Group", "ImagingStudy", "Immunization", "Location", "Medication", "MedicationRequest",
    "Observation", "Organization", "Patient", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire",
    "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Specimen", "Subscription", "Task");
  static final long CLOCK_MS = Long.parseLong(System.getenv().getOrDefault("HAPI_CLOCK_MS", "1"));

  /** Every version of every resource, by type and id, in the order of arrival. */
  static final Map<String, Map<String, List<Resource>>> STORE = new TreeMap<>();
  static final List<Resource> ALL = new ArrayList<>();
  static long lastId = 0;

  static boolean isDeleted(IBaseResource resource) { return ResourceMetadataKeyEnum.DELETED_AT.get(resource) != null; }

  static Map<String, List<Resource>> ofType(String type) { return STORE.computeIfAbsent(type, key -> new LinkedHashMap<>()); }

  static Resource current(String type, String id) {
    List<Resource> versions = ofType(type).get(id);
    if (versions == null) throw new ResourceNotFoundException(new IdType(type, id));
    Resource last = versions.get(versions.size() - 1);
    if (isDeleted(last)) throw new ResourceGoneException(new IdType(type, id));
    return last;
  }

  static List<Resource> living(String type) {
    return ofType(type).values().stream().map(versions -> versions.get(versions.size() - 1)).filter(one -> !isDeleted(one)).toList();
  }

  static Resource put(Resource resource, String id, BundleEntryTransactionMethodEnum how) {
    List<Resource> versions = ofType(resource.fhirType()).computeIfAbsent(id, key -> new ArrayList<>());
    Resource stored = resource.copy();
    Date now = new Date(System.currentTimeMillis() / CLOCK_MS * CLOCK_MS);
    stored.setId(new IdType(resource.fhirType(), id, String.valueOf(versions.size() + 1)));
    stored.getMeta().setVersionId(String.valueOf(versions.size() + 1)).setLastUpdated(now);
    if (how == BundleEntryTransactionMethodEnum.DELETE) ResourceMetadataKeyEnum.DELETED_AT.put(stored, new InstantType(now));
    ResourceMetadataKeyEnum.ENTRY_TRANSACTION_METHOD.put(stored, how);
    versions.add(stored);
    ALL.add(stored);
    return stored;
  }

  static String nextId() { return String.valueOf(++lastId); }

  static Map<String, List<String>> queryOf(String url) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : url.substring(url.indexOf('?') + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 1 ? "" : java.net.URLDecoder.decode(parts[1], java.nio.charset.StandardCharsets.UTF_8);
      query.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(value);
    }
    return query;
  }

  static String plain(IBase value) {
    if (value instanceof Identifier one) return one.getSystem() + "|" + one.getValue();
    if (value instanceof Coding one) return one.getSystem() + "|" + one.getCode();
    if (value instanceof CodeableConcept one) return one.getCoding().stream().map(HapiServer::plain).collect(Collectors.joining("\n"));
    if (value instanceof Reference one) return one.getReference() == null ? "" : one.getReference();
    if (value instanceof HumanName one) return one.getNameAsSingleString();
    if (value instanceof Address one) return String.join(" ", one.getLine().toString(), one.getCity(), one.getState(), one.getPostalCode());
    if (value instanceof ContactPoint one) return one.getValue();
    if (value instanceof PrimitiveType<?> one) return one.getValueAsString();
    return "";
  }

  /** One search parameter, by its FHIRPath: text by its start, everything else by being equal, with or without what stands before the value. */
  static boolean matches(Resource resource, String name, String wanted) {
    if (name.equals("_id")) return List.of(wanted.split(",")).contains(resource.getIdElement().getIdPart());
    RuntimeSearchParam param = parameter(resource.fhirType(), name);
    List<IBase> values = PATHS.evaluate(resource, param.getPath(), IBase.class);
    return Arrays.stream(wanted.split(",")).anyMatch(one -> values.stream().map(HapiServer::plain).filter(Objects::nonNull)
      .flatMap(String::lines).anyMatch(value -> switch (param.getParamType()) {
        case STRING -> Arrays.stream(value.toLowerCase().split(" ")).anyMatch(word -> word.startsWith(one.toLowerCase()));
        case TOKEN -> value.equals(one) || value.endsWith("|" + one);
        case REFERENCE -> value.equals(one) || value.endsWith("/" + one);
        default -> value.startsWith(one.replaceFirst("^eq", ""));
      }));
  }

  static RuntimeSearchParam parameter(String type, String name) {
    RuntimeSearchParam param = CONTEXT.getResourceDefinition(type).getSearchParam(name.split(":")[0]);
    if (param == null && !name.equals("_id")) throw new InvalidRequestException("Unknown search parameter");
    return param;
  }

  static boolean isMatched(String name) {
    return !name.matches("_(count|format|pretty|summary|elements|total|include|revinclude|sort|lastUpdated)(:.*)?");
  }

  static boolean matchesAll(Resource resource, Map<String, List<String>> query) {
    return query.entrySet().stream().filter(entry -> isMatched(entry.getKey()))
      .allMatch(entry -> entry.getValue().stream().allMatch(value -> matches(resource, entry.getKey(), value)));
  }

  static List<Resource> found(String type, String query) {
    List<Resource> found = living(type).stream().filter(one -> matchesAll(one, queryOf(query))).toList();
    if (found.size() > 1) throw new PreconditionFailedException("More than one resource matches");
    return found;
  }

  static boolean isIn(DateRangeParam range, Resource resource) {
    if (range == null) return true;
    Date at = resource.getMeta().getLastUpdated();
    Date from = range.getLowerBoundAsInstant();
    Date to = range.getUpperBoundAsInstant();
    boolean excludesFrom = range.getLowerBound() != null && range.getLowerBound().getPrefix() == ParamPrefixEnum.GREATERTHAN;
    return (from == null || (excludesFrom ? at.after(from) : !at.before(from))) && (to == null || !at.after(to));
  }

  static IBundleProvider bundle(List<? extends IBaseResource> resources) { return new SimpleBundleProvider(resources); }

  /** One page of a history, the newest first: HAPI pages through it by an offset, which whoever provides it has to heed. */
  static IBundleProvider history(java.util.stream.Stream<Resource> resources, DateRangeParam at, InstantType since, Integer offset, Integer count) {
    List<Resource> found = new ArrayList<>(resources.filter(one -> isIn(at, one))
      .filter(one -> since == null || !one.getMeta().getLastUpdated().before(since.getValue())).toList());
    Collections.reverse(found);
    int from = Math.min(offset == null ? 0 : offset, found.size());
    SimpleBundleProvider page = new SimpleBundleProvider(found.subList(from, Math.min(found.size(), from + (count == null ? 10 : count)))) {
      @Override public Integer size() { return found.size(); }
    };
    page.setCurrentPageOffset(from);
    return page;
  }

  /** What every resource type answers. */
  public static class Provider implements IResourceProvider {
    final Class<? extends Resource> type;
    final String name;
    Provider(Class<? extends Resource> type, String name) { this.type = type; this.name = name; }
    @Override public Class<? extends IBaseResource> getResourceType() { return type; }

    @Read(version = true) public IBaseResource read(@IdParam IIdType id) {
      synchronized (STORE) {
        if (!id.hasVersionIdPart()) return current(name, id.getIdPart());
        return ofType(name).getOrDefault(id.getIdPart(), List.of()).stream()
          .filter(one -> one.getMeta().getVersionId().equals(id.getVersionIdPart()) && !isDeleted(one)).findFirst()
          .orElseThrow(() -> new ResourceNotFoundException(id));
      }
    }

    @Create public MethodOutcome create(@ResourceParam IBaseResource resource, @ConditionalUrlParam String condition) {
      synchronized (STORE) {
        List<Resource> found = condition == null ? List.of() : found(name, condition);
        if (!found.isEmpty()) return new MethodOutcome(found.get(0).getIdElement(), false).setResource(found.get(0));
        return outcome(put((Resource) resource, nextId(), BundleEntryTransactionMethodEnum.POST), true);
      }
    }

    @Update public MethodOutcome update(@IdParam IIdType id, @ResourceParam IBaseResource resource, @ConditionalUrlParam String condition) {
      synchronized (STORE) {
        List<Resource> found = condition == null ? List.of() : found(name, condition);
        String target = condition == null ? id.getIdPart() : found.isEmpty() ? nextId() : found.get(0).getIdElement().getIdPart();
        boolean isNew = !ofType(name).containsKey(target);
        if (id != null && id.hasVersionIdPart() && (isNew || !current(name, target).getMeta().getVersionId().equals(id.getVersionIdPart())))
          throw new ResourceVersionConflictException("Another version is current");
        return outcome(put((Resource) resource, target, BundleEntryTransactionMethodEnum.PUT), isNew);
      }
    }

    @Delete public MethodOutcome delete(@IdParam IIdType id) {
      synchronized (STORE) {
        put(current(name, id.getIdPart()), id.getIdPart(), BundleEntryTransactionMethodEnum.DELETE);
        return new MethodOutcome();
      }
    }

    @History public IBundleProvider history(@IdParam IIdType id, @Since InstantType since, @At DateRangeParam at,
        @Offset Integer offset, @ca.uhn.fhir.rest.annotation.Count Integer count) {
      synchronized (STORE) {
        if (!ofType(name).containsKey(id.getIdPart())) throw new ResourceNotFoundException(id);
        return HapiServer.history(ALL.stream().filter(one -> one.fhirType().equals(name) && one.getIdElement().getIdPart().equals(id.getIdPart())), at, since, offset, count);
      }
    }

    @History public IBundleProvider typeHistory(@Since InstantType since, @At DateRangeParam at,
        @Offset Integer offset, @ca.uhn.fhir.rest.annotation.Count Integer count) {
      synchronized (STORE) { return HapiServer.history(ALL.stream().filter(one -> one.fhirType().equals(name)), at, since, offset, count); }
    }

    @Search(allowUnknownParams = true) public IBundleProvider search(@OptionalParam(name = "_lastUpdated") DateRangeParam lastUpdated,
        ca.uhn.fhir.rest.api.server.RequestDetails asked, @Sort SortSpec sort, @IncludeParam(reverse = true, allow = "*") Set<Include> reverse,
        @IncludeParam(allow = "*") Set<Include> include) {
      synchronized (STORE) {
        // Those that HAPI hands over by itself are without the ones that begin with an underscore.
        Map<String, List<String>> rest = new LinkedHashMap<>();
        asked.getParameters().forEach((key, values) -> { if (key.equals("_id") || !key.startsWith("_")) rest.put(key, List.of(values)); });
        rest.keySet().forEach(key -> parameter(name, key));
        List<Resource> found = new ArrayList<>(living(name).stream().filter(one -> isIn(lastUpdated, one) && matchesAll(one, rest)).toList());
        if (sort != null && sort.getParamName().equals("_lastUpdated")) {
          Comparator<Resource> byTime = Comparator.comparing(one -> one.getMeta().getLastUpdated());
          found.sort(sort.getOrder() == SortOrderEnum.DESC ? byTime.reversed() : byTime);
        }
        return bundle(found);
      }
    }

    static MethodOutcome outcome(Resource stored, boolean created) { return new MethodOutcome(stored.getIdElement(), created).setResource(stored); }
  }

  /** $everything, which only patients have. */
  public static class PatientProvider extends Provider {
    PatientProvider() { super(Patient.class, "Patient"); }

    @Operation(name = "$everything", idempotent = true, bundleType = ca.uhn.fhir.model.valueset.BundleTypeEnum.SEARCHSET)
    public IBundleProvider everything(@IdParam IIdType id) {
      synchronized (STORE) {
        List<Resource> found = new ArrayList<>(List.of(current("Patient", id.getIdPart())));
        FhirTerser terser = CONTEXT.newTerser();
        for (String type : STORE.keySet()) living(type).stream().filter(one -> terser.getAllResourceReferences(one).stream()
          .anyMatch(info -> info.getResourceReference().getReferenceElement().getIdPart() != null
            && info.getResourceReference().getReferenceElement().toUnqualifiedVersionless().getValue().equals("Patient/" + id.getIdPart()))).forEach(found::add);
        return bundle(found);
      }
    }
  }

  /** What is asked of the server as a whole. */
  public static class SystemProvider {
    @History public IBundleProvider history(@Since InstantType since, @At DateRangeParam at,
        @Offset Integer offset, @ca.uhn.fhir.rest.annotation.Count Integer count) {
      synchronized (STORE) { return HapiServer.history(ALL.stream(), at, since, offset, count); }
    }

    /** Forgets everything, as HAPI's own server does with expungeEverything where that is switched on. */
    @Operation(name = "$expunge") public Parameters expunge(@OperationParam(name = "expungeEverything") BooleanType everything) {
      if (everything == null || !everything.booleanValue()) throw new InvalidRequestException("Only everything can be expunged");
      synchronized (STORE) {
        STORE.clear();
        ALL.clear();
        lastId = 0;
      }
      return new Parameters();
    }

    @Transaction public Bundle transaction(@TransactionParam Bundle request) {
      boolean isBatch = request.getType() == Bundle.BundleType.BATCH;
      Bundle response = new Bundle().setType(isBatch ? Bundle.BundleType.BATCHRESPONSE : Bundle.BundleType.TRANSACTIONRESPONSE);
      synchronized (STORE) {
        Map<String, String> ids = new HashMap<>();
        for (BundleEntryComponent entry : request.getEntry()) target(entry, ids);
        for (BundleEntryComponent entry : request.getEntry()) {
          if (entry.getResource() != null) CONTEXT.newTerser().getAllResourceReferences(entry.getResource()).forEach(info -> {
            String known = ids.get(info.getResourceReference().getReferenceElement().getValue());
            if (known != null) info.getResourceReference().setReference(known);
          });
        }
        for (BundleEntryComponent entry : request.getEntry()) response.addEntry(carryOut(entry, ids));
      }
      return response;
    }

    static void target(BundleEntryComponent entry, Map<String, String> ids) {
      HTTPVerb verb = entry.getRequest().getMethod();
      String url = String.valueOf(entry.getRequest().getUrl());
      if (verb == null) throw new InvalidRequestException("An entry has no request.method");
      if (verb == HTTPVerb.GET || verb == HTTPVerb.DELETE) return;
      String type = entry.getResource().fhirType();
      if (!TYPES.contains(type)) throw new InvalidRequestException("Unknown type");
      String condition = verb == HTTPVerb.POST ? entry.getRequest().getIfNoneExist() : url.contains("?") ? url : null;
      List<Resource> found = condition == null ? List.of() : found(type, condition);
      String id = !found.isEmpty() ? found.get(0).getIdElement().getIdPart() : verb == HTTPVerb.PUT && condition == null ? new IdType(url).getIdPart() : nextId();
      entry.getResource().setUserData("exists", verb == HTTPVerb.POST && !found.isEmpty());
      entry.getResource().setUserData("id", id);
      if (entry.getFullUrl() != null) ids.put(entry.getFullUrl(), type + "/" + id);
    }

    static BundleEntryComponent carryOut(BundleEntryComponent entry, Map<String, String> ids) {
      BundleEntryComponent answer = new BundleEntryComponent();
      IdType url = new IdType(String.valueOf(entry.getRequest().getUrl()).replaceFirst("\\?.*", ""));
      switch (entry.getRequest().getMethod()) {
        case GET -> answer.setResource(current(url.getResourceType(), url.getIdPart())).getResponse().setStatus("200 OK");
        case DELETE -> {
          put(current(url.getResourceType(), url.getIdPart()), url.getIdPart(), BundleEntryTransactionMethodEnum.DELETE);
          answer.getResponse().setStatus("204 No Content");
        }
        default -> {
          Resource given = entry.getResource();
          String id = (String) given.getUserData("id");
          boolean isPost = entry.getRequest().getMethod() == HTTPVerb.POST;
          boolean exists = ofType(given.fhirType()).containsKey(id);
          Resource stored = Boolean.TRUE.equals(given.getUserData("exists")) ? current(given.fhirType(), id)
            : put(given, id, isPost ? BundleEntryTransactionMethodEnum.POST : BundleEntryTransactionMethodEnum.PUT);
          answer.getResponse().setStatus(exists ? "200 OK" : "201 Created").setLocation(stored.getIdElement().getValue())
            .setEtag("W/\"" + stored.getMeta().getVersionId() + "\"").setLastModified(stored.getMeta().getLastUpdated());
        }
      }
      return answer;
    }
  }

  public static void main(String[] args) throws Exception {
    RestfulServer fhir = new RestfulServer(CONTEXT);
    List<IResourceProvider> providers = new ArrayList<>();
    for (String type : TYPES) {
      Class<? extends Resource> model = CONTEXT.getResourceDefinition(type).getImplementingClass().asSubclass(Resource.class);
      providers.add(type.equals("Patient") ? new PatientProvider() : new Provider(model, type));
    }
    fhir.setResourceProviders(providers);
    fhir.registerProvider(new SystemProvider());
    fhir.setPagingProvider(new FifoMemoryPagingProvider(1000).setDefaultPageSize(10).setMaximumPageSize(1000));
    fhir.setDefaultResponseEncoding(ca.uhn.fhir.rest.api.EncodingEnum.JSON);
    Server server = new Server(new org.eclipse.jetty.util.thread.QueuedThreadPool(32));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(args.length > 0 ? Integer.parseInt(args[0]) : 0);
    server.addConnector(connector);
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServlet(new ServletHolder(fhir), "/fhir/*");
    server.setHandler(handler);
    server.start();
    System.out.println("{\"baseUrl\":\"http://127.0.0.1:" + connector.getLocalPort() + "/fhir\"}");
    System.out.flush();
    while (System.in.read() >= 0) continue;
    server.stop();
  }
}
