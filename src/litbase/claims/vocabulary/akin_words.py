"""English words that often tell the same: near synonyms, a verb and its noun, a country and its people.

One may stand for the other in a retelling, so a sentence with one says something of a claim with the other; it never
proves it (`full_cover` asks for the very word). Opposites, degrees and figures are in no group together.
"""

from collections.abc import Iterator
from functools import cache

from litbase.claims.support.reading import terms_of

_ACTS = """
    begin start launch commence initiate open inaugurate establish; found establish create form set launch
    end finish conclude complete cease stop terminate close; continue remain stay persist keep
    make create produce build construct manufacture develop; builder construction developer construct build
    buy purchase acquire bought acquisition; sell sale sold retail vendor
    pay wage salary payment earn remuneration fee; give provide supply offer grant award donate deliver
    get receive obtain gain win earn acquire; use utilise utilize employ apply application usage
    show demonstrate indicate reveal display exhibit
    say state tell announce declare report remark comment note mention statement; claim assert allege argue contend
    announce announcement unveil reveal declare; confirm verify affirm; explain describe account
    name call title dub known rename entitle; refer mention describe call
    write author pen writer written composer compose; publish release issue print publication appear
    film movie picture feature; shoot film record; show series programme program broadcast episode
    broadcast air transmit premiere televise; premiere debut launch release; direct director helm
    perform play act portray performance; star feature appear cast actor actress; sing singer vocal vocalist song
    song track single tune music; album record release; concert show gig performance tour; play player game match
    match game fixture contest bout; team club side squad; win victory beat defeat winner; lose defeat loss beaten
    score goal point; championship title cup tournament competition; coach manager trainer; race racer racing run
    compete competition contest competitor participate; join sign enter; leave depart exit quit resign departure
    go travel move journey; move relocate transfer; come arrive reach return; return back reappear
    meet meeting gather encounter; visit tour trip; live reside dwell inhabit home resident
    die death dead kill killed fatal decease perish; kill murder slay assassinate homicide; injure wound hurt injury
    attack assault raid strike bomb offensive; fight battle combat clash war; shoot gun gunman fire
    arrest detain apprehend custody seize capture detention; imprison jail prison incarcerate imprisonment detention
    charge indict accuse prosecute indictment; sentence punish penalty punishment condemn; try trial
    judge magistrate justice; court tribunal judicial; lawyer attorney solicitor barrister counsel
    law legislation statute act legal; rule ruling decision judgment verdict decide; decide choose determine opt
    choose select pick; elect vote election ballot poll; appoint name nominate designate appointment
    nominate nomination shortlist; lead head chair direct leader; leader head chief president chairman director
    govern rule government; minister ministry secretary; official officer authority; police policeman constable
    soldier troop army military; help assist aid support assistance; protect protection safeguard shelter
    rescue save free liberate release; find discover locate identify detect; search look seek hunt
    investigate investigation inquiry probe examine; study research investigate survey examine
    researcher scholar scientist academic; learn study
    teach instruct educate train teacher instructor tutor lecturer; student pupil graduate learner
    school college academy; university college campus; graduate degree diploma
    child children kid son daughter boy girl; young youth adolescent teenager minor juvenile; old elderly age aged
    parent mother father; marry wed marriage wife husband spouse wedding married; divorce separate split
    brother sibling; sister sibling; son child; daughter child; family relative kin; born birth native
    woman female lady girl; man male gentleman; people person individual; population inhabitant resident people
    worker employee staff labourer laborer; work job employment labour labor; employ hire recruit engage employment
    employer boss owner; company firm business corporation enterprise; own owner possess ownership hold
    factory plant mill; shop store retailer outlet; trade commerce business dealer
    money fund cash finance financial; cost price expense spend worth; fund finance sponsor funding invest
    debt loan credit owe; tax levy duty; poor poverty impoverished; rich wealthy wealth affluent
    house home residence dwelling; building structure premises; flat apartment; hotel inn; hospital clinic medical
    doctor physician medic; nurse carer; ill sick illness disease; treat treatment therapy cure
    road street highway route; car vehicle automobile; ship vessel boat; plane aircraft airplane jet flight
    train railway rail railroad; airport airfield; land terrain ground; sea ocean maritime; river stream
    city town municipality urban; village hamlet settlement; area region zone district; country nation state
    national nationwide country; international global worldwide world; local regional; border frontier
    abroad overseas; foreign overseas abroad alien; migrant immigrant migration migrate immigration; refugee asylum
    victim survivor; traffic trafficking trafficker; smuggle smuggling smuggler; exploit exploitation abuse
    abuse mistreat maltreat; force compel coerce coercion; slave slavery servitude enslave
    bondage bonded; recruit recruitment recruiter hire; broker agent intermediary; agency bureau
    passport document papers; confiscate seize withhold retain; sex sexual; prostitute prostitution; rape assault
    beat beaten hit; threat threaten intimidate; deceive deception fraud trick dupe; promise pledge vow; lie false
    crime offence offense criminal; criminal offender perpetrator; illegal unlawful illicit
    prohibit ban forbid outlaw; allow permit let enable authorise authorize; require oblige must need
    demand call request ask; ask request question; answer reply respond response; agree accord agreement accept
    treaty convention agreement accord pact; sign signature; contract agreement deal; plan scheme programme project
    project scheme initiative; aim goal objective purpose target; effort attempt try; try attempt seek
    succeed success achieve; fail failure; change alter amend modify reform; replace succeed substitute supersede
    increase rise grow growth climb expand; decrease decline fall drop reduce reduction
    improve improvement enhance better; damage harm destroy destruction; destroy demolish ruin; cause lead result
    result outcome consequence; reason cause because; effect impact influence; problem issue difficulty
    important key major significant; main principal primary chief; big large great huge; small little tiny
    new recent latest modern; former ex previous earlier; early initial; late recent; current present today
    often frequently commonly; annual yearly year; month monthly; week weekly; day daily; hour hourly
    total overall whole entire; part portion section; group band party; member membership
    organisation organization body agency; charity ngo nonprofit; church parish chapel; religion faith religious
    priest clergy pastor; book novel volume publication; story tale narrative plot; article piece essay
    magazine journal periodical; newspaper paper daily; editor edit editorial; journalist reporter correspondent
    website site web online internet; online web; picture image photo photograph; paint painting painter artist
    art artist artwork; design designer; award prize honour honor medal; famous renowned noted known
    popular favourite favorite; event occasion; ceremony event; happen occur
    contain include comprise consist; consist comprise compose; include comprise feature; follow succeed pursue
    hold host stage; serve service; carry transport convey; send dispatch; bring fetch; transport ship carriage
    remove withdraw; cut reduce; add addition further; separate divide split; join unite merge merger
    connect link; near close adjacent; north northern; south southern; east eastern; west western
    centre center central; view opinion; believe think consider; feel sense; know aware knowledge
    understand comprehend; remember recall; want wish desire; like love; hate dislike; fear afraid; anger angry
    eat food meal; drink beverage; wear dress clothing clothes; sleep bed; walk march; run operate manage
    operate operation; manage manager management; control oversee supervise; check inspect inspection; count number
    rate proportion share percentage; amount sum quantity; estimate approximate; average mean
    record register registration; list register; interview interviewee; respondent interviewee participant
    complaint complain; strike striker walkout; union syndicate; farm agriculture agricultural farmer
    fish fishing fisher fishery; mine mining miner; domestic household; sew garment textile clothing; brick kiln
    weapon arm; animal creature species; species genus; weather climate; science scientific
    politics political politician; economy economic; history historic historical; culture cultural; beautiful beauty
    strong strength; long length; wide width; high height; deep depth; able ability; free freedom; true truth
    hot heat; safe safety secure security; able capable; choose choice; prove proof; believe belief; lose loss
    speak speech; succeed success; vary various; several many various numerous; rescue rescuer; survive survivor
"""
_PEOPLES = """
    france french; germany german; netherlands dutch holland; spain spanish; poland polish; denmark danish dane
    sweden swedish swede; finland finnish finn; turkey turkish turk; ireland irish; wales welsh; scotland scottish
    england english; britain british uk; greece greek; switzerland swiss; thailand thai; peru peruvian
    norway norwegian; china chinese; japan japanese; america american us usa; philippines filipino philippine
    iraq iraqi; iran iranian; israel israeli; egypt egyptian; portugal portuguese; iceland icelandic
    lebanon lebanese; cyprus cypriot; malta maltese; mexico mexican; brazil brazilian; chile chilean; italy italian
    europe european; laos lao; nepal nepali nepalese; afghanistan afghan; slovakia slovak; czechia czech
    serbia serbian serb; croatia croatian croat; russia russian; ukraine ukrainian; africa african; asia asian
    norland norlander; congo congolese; ghana ghanaian; kenya kenyan; sudan sudanese; myanmar burmese burma
    vietnam vietnamese; korea korean; cambodia cambodian khmer; oman omani; qatar qatari; yemen yemeni
    kuwait kuwaiti; belgium belgian; monaco monegasque; argentina argentine argentinian
"""


def akin_to(term: str) -> frozenset[str]:
    """Return the terms, as stemmed in English, that often tell the same as *term*."""
    return _kin().get(term, frozenset())


@cache
def _kin() -> dict[str, frozenset[str]]:
    kin: dict[str, frozenset[str]] = {}
    for group in _groups():
        for term in group:
            kin[term] = kin.get(term, frozenset()) | group - {term}
    return kin


def _groups() -> Iterator[frozenset[str]]:
    lines = (line for block in (_ACTS, _PEOPLES) for line in block.split("\n"))
    return (frozenset(terms_of(group, "en")) for line in lines for group in line.split(";"))
