#include "linkage/nicknames.h"

#include "linkage/hash.h"

namespace kith::linkage {

namespace {

// The formal name, then what it is called and how else it is spelt. Written for Kith.
constexpr std::string_view table = R"(
abigail abi abbie abby gail abigale abbigail
adam addy ade
agnes aggie nessie
aidan aiden ayden adan
albert al bert bertie
alexander alex al sandy alec xander lex sasha alexandre aleksander olek alasdair alistair
alexandra alex sandra sandy lexi lexie sasha ali aleksandra ola alexandria
alfred alf alfie fred
alice ali allie alicia alys
alison ali allie allison alyson
amanda mandy manda
amelia millie amy emelia mia
andrew andy drew andrzej andrei andre
angela angie ange
ann anne anna annie nan nancy hannah
anthony tony ant antony toni
antonia toni
archibald archie
arthur art artie
ashley ash ashleigh
barbara barb babs barbie
benjamin ben benny benji
bethany beth bethan bethanie
bernard bernie
bradley brad
brian bryan bri
bridget bridie biddy
caitlin kate katie caitlyn kaitlyn katelyn cait
cameron cam camron
caroline carol carrie caz lina carolyn
catherine cath cathy kate katie kathy kit kitty cat catharine katherine kathryn cathryn katharine kasia katarzyna
cecilia celia cissie
charles charlie chas chuck charley karl
charlotte charlie lottie lotte char
chloe khloe cloe
christina chris tina chrissie christine kristina krystyna
christine chris chrissie tina christina
christopher chris kit topher kristopher krzysztof
claire clare clair
colin col
connor conor conner
cynthia cindy
daniel dan danny danyal daniyal
danielle dani danni daniella
david dave davy davey dai dawud daud dawid
deborah deb debbie debs debra
dennis denny den denis
derek del derrick
dominic dom nick dominik
donald don donny
dorothy dot dottie dolly dora
douglas doug dougie
edward ed eddie ted teddy ned eduard
edwin ed eddie
eleanor ellie nell nora elle elinor ella lena elena
elizabeth liz lizzie beth betty bess betsy eliza elsie libby lisa liza lily elisabeth elspeth ela elzbieta
ellen nell ellie helen
emily em emmy millie emilie emilia
emma em emmy
eric rick erik
ethan ethen
eugene gene
evelyn eve evie evelin
faith fay
frances fran frankie fanny francesca
francis frank fran frankie
frederick fred freddie freddy rick frederic fredrick
gabriel gabe
gabriella gabby gabi ella gabrielle
gareth gaz gary
gary gaz garry
gavin gav
geoffrey geoff jeff jeffrey
george georgie
georgina georgie gina georgia
gerald gerry jerry ged
gerard gerry ged
gillian gill jill jilly
gordon gord
graham gray graeme grahame
gregory greg gregg grzegorz
hannah hana hanna hanah
harold harry hal
harriet hattie harrie
harrison harry
harvey harv
heather hev
helen nell nellie lena helena ellen
henry harry hal hank hen
hugh hughie huw
ian iain
isaac ike ishaq isak
isabella izzy bella isabel isabelle isobel belle ella
jack jac jackie jak
jacob jake jakub yaqub jakob cob yakub
jacqueline jackie jacqui jaqueline
james jim jimmy jamie jem jaime
jane janie jayne
janet jan
janice jan
jason jay jase
jasmine jas jaz jazmin jasmin yasmin yasmeen yasmine
jayden jaden jaydon
jennifer jen jenny jenni jenna
jeremy jerry jez jem
jessica jess jessie
joan joanie
joanna jo joanne jan
joanne jo joanna
john jack johnny jon jan ian sean
jonathan jon jonny johnny jonathon johnathan
jordan jord jordon
joseph joe joey jo jozef yusuf yousef
josephine jo josie
joshua josh
joyce joy
judith judy judi jude
julian jules
julie jules julia
julia jules julie
karen kaz karin
kathleen kath kathy kate kay
keith keef
kelly kel kelley
kenneth ken kenny
kevin kev
kieran kieron kiran ciaran
kimberley kim kimmy kimberly
laura lori laurie
lauren lori laurie loz
lawrence larry laurie laurence loz
leanne lee lea
leonard len lenny leo
leo leon
lewis lew louis lou lewie
liam leeam william
lillian lily lil lilian lilly
linda lin lindy lynda
louise lou lulu louisa
lucy lu lucie lucia
luke luc lucas
lynn lyn lynne
madeleine maddie maddy madeline
malcolm mal malc
margaret maggie meg peggy marge margie madge rita greta peg megan malgorzata gosia
maria mary ria marie
marian marion
mark marc marek markus marcus
martha marty mattie
martin marty martyn marcin
mary molly polly may marie maria mae
matilda tilly tilda mattie
matthew matt matty mathew mateusz
maureen mo
maximilian max
maxwell max
megan meg meggie meghan
melanie mel
melissa mel lissa missy
mia mya maya
michael mike mick micky mikey mickey micheal michal mikael
michelle shell chelle michele
mildred millie
miriam mim maryam mariam
mohammed mohammad muhammad mohamed muhammed mohamad mohd md mo muhamad mahammed mohammod mehmet mohamud
molly mollie
morgan morgana
nancy nan
natalie nat natasha
natasha tasha nat nats natalia
nathan nate nath nathaniel
nathaniel nat nate nathan
nicholas nick nicky nicolas nikolas nico
nicola nicky nikki nic nichola
niamh neve neave
nigel nige
oliver ollie olly oli olivier
olivia liv livvy ollie
oscar ossie oskar
owen owain eoin
pamela pam
patricia pat trish tricia patsy patti trisha
patrick pat paddy rick patryk
paul pauly pawel
paula pauline
pauline paula
penelope penny
peter pete piotr
philip phil pip phillip
philippa pip pippa
phoebe phebe
rachel rach rachael rae
raymond ray
rebecca becky becca bex beck rebekah
reginald reg reggie
rhys reece rees reese
richard rick ricky dick rich richie ritchie dickie
robert bob bobby rob robbie bert roberto
roberta bobbie robbie
robin rob
roger rodge
ronald ron ronnie
rose rosie rosa
rosemary rosie rose romy
rosie rose rosa
ruby rubie
russell russ
ryan rian
samantha sam sammy sammie
samuel sam sammy sami
sandra sandy sand
sarah sally sara sadie
scott scot scotty
sean shaun shawn shane shon
sebastian seb bas
sharon shaz shaza
sheila shelagh sheelagh
shirley shirl
simon si szymon
sophia sophie sofia sophy zofia
sophie sophia sofie sophy
stanley stan
stephanie steph stephie stefanie
stephen steve stevie steven stefan steph
steven steve stevie stephen
stuart stu stewart
susan sue susie suzy suzanne su
suzanne sue suzie zanne
sydney sid
sylvia syl silvia
teresa terry tess tessa theresa
terence terry tel terrance
thea theodora dora
theodore ted teddy theo
theresa terry tess tessa teresa tracy
thomas tom tommy tomasz tomas
timothy tim timmy
toby tobias tobi
tracey tracy trace
trevor trev
valerie val
vanessa nessa
veronica ronnie vera
victor vic vick wiktor
victoria vicky vicki tori vic viki wiktoria
vincent vin vinny vince
violet vi
virginia ginny
vivian viv vivien
walter walt wally
wayne wane
wendy wend
william bill billy will willie liam wills
winifred win winnie freda
yvonne von evonne
zachary zac zach zack zak zachariah zakariya
zoe zoey zowie
ahmed ahmad ahmet achmed
aisha ayesha aysha aishah aicha ayisha
ali aly
amina aminah aamina ameena
amir aamir ameer
abdul abdal abdel
abdullah abdulla abdallah
fatima fatimah fatema fatma fathima
hassan hasan hassaan
hussain hussein hossain husain hussien husayn
ibrahim ebrahim abraham ibraheem
ismail ismael esmail
khadija khadijah kadija
maryam mariam miriam mariyam marium
mustafa mustapha moustafa
nur noor nour
omar umar omer
osman usman uthman
saima saimah
said saeed sayed syed sayid
yusuf yousuf yousef youssef yusef yousaf
zainab zaynab zeinab zaineb
zara zahra zahara sara
harpreet harry
gurpreet gary
manpreet mandy
)";

using Formal = std::array<std::uint32_t, 4>;

std::uint32_t number(std::string_view name) {
    return static_cast<std::uint32_t>(hash_of(name)) | 1U;
}

void add(Formal& formal, std::uint32_t name) {
    for (auto& place : formal) {
        if (place == name) return;
        if (place == 0) {
            place = name;
            return;
        }
    }
}

// Each name first stands for itself when it is formal, then for the names it belongs to, in the order of the table.
std::unordered_map<std::string_view, Formal> read_table() {
    std::unordered_map<std::string_view, Formal> names;
    std::string_view rest = table;
    std::vector<std::pair<std::string_view, std::string_view>> lines;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        const auto formal = line.substr(0, line.find(' '));
        if (formal.empty()) continue;
        add(names[formal], number(formal));
        line.remove_prefix(std::min(line.size(), formal.size() + 1));
        lines.emplace_back(formal, line);
    }
    for (auto [formal, called] : lines) {
        while (!called.empty()) {
            const auto name = called.substr(0, called.find(' '));
            add(names[name], number(formal));
            called.remove_prefix(std::min(called.size(), name.size() + 1));
        }
    }
    return names;
}

const std::unordered_map<std::string_view, Formal>& listed_names() {
    static const auto names = read_table();
    return names;
}

} // namespace

Formal formal_names(std::string_view name) {
    const auto found = listed_names().find(name);
    return found == listed_names().end() ? Formal{number(name)} : found->second;
}

bool is_listed_forename(std::string_view name) {
    return listed_names().contains(name);
}

} // namespace kith::linkage
