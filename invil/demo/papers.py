"""The papers on a flagship village's shelf, written as a village writes them, in both languages."""

from villages.portal.choices import DocumentKind

RULES = """{village} 운영 규약

제1장 총칙
제1조(이름) 이 모임은 {village} 운영위원회라 한다.
제2조(목적) 마을 정보센터와 마을 가게, 마을 기금을 주민이 함께 돌보고 그 내용을 숨김없이 알리는 데 있다.
제3조(주민) 마을에 사는 사람은 누구나 주민이며, 나이와 산 기간을 가리지 않고 총회에서 한 표를 가진다.

제2장 총회
제4조(정기 총회) 해마다 정월 대보름 뒤 첫 토요일에 마을회관에서 연다.
제5조(임시 총회) 주민 열 사람이 뜻을 모으거나 운영위원 절반이 바라면 연다. 이레 전까지 방송과 회람으로 알린다.
제6조(의결) 모인 주민의 과반수가 찬성하면 정해진다. 규약을 고칠 때는 모인 주민의 삼분의 이가 찬성해야 한다.

제3장 운영위원회
제7조(구성) 위원장 한 사람, 총무 한 사람, 회계 한 사람과 위원 몇 사람을 둔다.
제8조(임기) 임기는 두 해이며 이어서 한 번 더 맡을 수 있다.
제9조(자리 비우기) 위원은 자기 집 일이 걸린 안건에서는 자리를 비운다.
제10조(회의록) 회의록은 이레 안에 누리집에 올린다.

제4장 마을 기금
제11조(수입) 마을 가게 판매액의 백분의 이와 체험 참가비의 백분의 십을 기금에 넣는다.
제12조(지출) 삼십만 원이 넘는 지출은 위원회가, 삼백만 원이 넘는 지출은 총회가 정한다.
제13조(장부) 들어오고 나간 돈은 한 건도 빠짐없이 누리집 장부에 적는다. 적은 내역은 고치지 않고, 잘못 적으면 되돌리는 내역을 새로 적는다.
제14조(질문) 주민은 어느 내역이든 물을 수 있고, 위원회는 두 주 안에 답한다.

부칙
이 규약은 총회에서 정한 날부터 시행한다.
"""

ACCOUNTS = """{village} {last_year}년 결산서

1. 들어온 돈
   전년도 이월금                2,931,000원
   마을 가게 공동 판매 수익     4,127,000원
   체험 참가비                  2,381,000원
   마을회관 사용료                 364,000원
   합계                         9,803,000원

2. 나간 돈
   정보센터 전기와 통신         1,068,000원
   프린터 토너와 종이              243,000원
   경로당 점심 재료             1,420,000원
   가을 축제                     1,865,000원
   배수로와 길 고치기           1,176,000원
   상자와 얼음 공동 구매           902,000원
   합계                         6,674,000원

3. 남은 돈                       3,129,000원

4. 감사 의견
   영수증 128장을 장부와 하나하나 맞추어 보았으며 틀린 곳이 없었습니다.
   축제 음향 장비는 두 곳에서 값을 받아 싼 곳에 맡겼습니다.
   경로당 점심은 계획보다 12만 원 더 들었습니다. 채소 값이 오른 까닭입니다.

정기 총회에서 읽고 찬성 54표, 반대 2표로 승인하였습니다.
"""

BUDGET = """{village} {year}년 예산안

1. 들어올 돈
   전년도 이월금                3,129,000원
   마을 가게 공동 판매 수익     4,500,000원
   체험 참가비                  2,400,000원
   마을회관 사용료                 360,000원
   합계                        10,389,000원

2. 쓸 돈
   정보센터 전기와 통신         1,100,000원
   정보화 교육 간식과 교재         600,000원
   경로당 점심 재료             1,600,000원
   가을 축제                     2,000,000원
   배수로 고치기                1,500,000원
   상자와 얼음 공동 구매        1,000,000원
   홀로 계신 어르신 안부 전화      240,000원
   예비비                       1,500,000원
   합계                         9,540,000원

3. 달라진 점
   안부 전화는 올해 처음 합니다. 아침마다 주민 기자 두 사람이 번갈아 전화를 겁니다.
   배수로는 장마가 오기 전에 먼저 고칩니다.
   축제 비용은 지난해보다 13만 5천 원 늘렸습니다. 천막을 빌리는 값이 올랐습니다.
"""

MINUTES = """{village} 임시 총회 회의록

장소: 마을회관
모인 사람: 주민 35명

1. 배수로를 먼저 고칠 것인가
   아랫마을 길이 비만 오면 잠긴다는 이야기가 있었다.
   축제 비용에서 쓰자는 의견과 예비비에서 쓰자는 의견이 나왔다.
   예비비에서 쓰고, 모자라면 다음 총회에서 다시 정하기로 하였다.
   찬성 31, 반대 4.

2. 마을회관 난로
   기름 난로를 전기 난로로 바꾸자는 안은 전기 요금을 더 알아본 뒤에 정하기로 하였다.
   총무가 다음 달 회의까지 알아 온다.

3. 그 밖의 이야기
   버스 시간이 바뀌어 병원에 가기 어렵다는 말이 있었다. 마을지기가 군청에 전한다.
   경로당 텔레비전 소리가 크다는 말이 있었다. 서로 조심하기로 하였다.

오후 7시에 시작하여 8시 40분에 마쳤다.
"""

RULES_EN = """Rules of {village}

Chapter 1  General
1 (Name)  This body is the operating committee of {village}.
2 (Aim)  The residents look after the information centre, the village stall and the village fund together, and nothing about them is kept secret.
3 (Residents)  Whoever lives in the village is a resident. Age and years of living here make no difference: everybody has one vote in the assembly.

Chapter 2  The assembly
4 (Yearly assembly)  It meets every year in the village hall, on the first Saturday after the first full moon of the lunar year.
5 (Extra assembly)  It meets when ten residents ask for it, or half of the committee. It is announced seven days ahead, over the loudspeakers and by circular.
6 (Decisions)  More than half of those present decide. To change these rules, two thirds of those present must agree.

Chapter 3  The committee
7 (Members)  A chair, a secretary, a treasurer and a few members.
8 (Term)  Two years, and one more term after that.
9 (Stepping out)  A member leaves the table when the matter concerns the member's own household.
10 (Minutes)  The minutes are on the portal within seven days.

Chapter 4  The village fund
11 (Income)  Two per cent of what the stall sells and ten per cent of the fees for experiences go into the fund.
12 (Spending)  The committee decides on anything above 300,000 won, the assembly on anything above 3,000,000 won.
13 (The book)  Every won that comes or goes is written into the book on the portal. A line is never changed; a mistake is taken back by a new line.
14 (Questions)  A resident may ask about any line, and the committee answers within two weeks.

Last
These rules hold from the day the assembly decided them.

This is a translation. The Korean text decides.
"""

ACCOUNTS_EN = """Accounts of {village} for {last_year}

1. What came in
   Carried over                       2,931,000 won
   Shared sales of the stall          4,127,000 won
   Fees for experiences               2,381,000 won
   Use of the village hall              364,000 won
   Together                           9,803,000 won

2. What was spent
   Power and line of the centre       1,068,000 won
   Toner and paper                      243,000 won
   Lunches at the seniors' hall       1,420,000 won
   Autumn festival                    1,865,000 won
   Mending drains and lanes           1,176,000 won
   Boxes and ice, bought together       902,000 won
   Together                           6,674,000 won

3. What is left                       3,129,000 won

4. The auditors say
   We held 128 receipts against the book, one by one, and found no mistake.
   Two firms were asked for the sound system of the festival; the cheaper one got it.
   Lunches at the seniors' hall cost 120,000 won more than planned, because vegetables had become dear.

Read at the yearly assembly and accepted by 54 votes to 2.

This is a translation. The Korean text decides.
"""

BUDGET_EN = """Budget of {village} for {year}

1. What will come in
   Carried over                       3,129,000 won
   Shared sales of the stall          4,500,000 won
   Fees for experiences               2,400,000 won
   Use of the village hall              360,000 won
   Together                          10,389,000 won

2. What will be spent
   Power and line of the centre       1,100,000 won
   Snacks and books for the classes     600,000 won
   Lunches at the seniors' hall       1,600,000 won
   Autumn festival                    2,000,000 won
   Mending drains                     1,500,000 won
   Boxes and ice, bought together     1,000,000 won
   Calls to elders who live alone       240,000 won
   Set aside                          1,500,000 won
   Together                           9,540,000 won

3. What is new
   The calls are made for the first time this year: every morning one of two resident reporters rings up.
   The drains come first, before the summer rains.
   The festival gets 135,000 won more than last year, because renting the tents has become dearer.

This is a translation. The Korean text decides.
"""

MINUTES_EN = """Minutes of the extra assembly of {village}

Where: the village hall
Who came: 35 residents

1. Shall the drains come first?
   The lane of the lower hamlet is under water whenever it rains.
   Some wanted to take the money from the festival, others from what is set aside.
   It is taken from what is set aside; if that is not enough, the next assembly decides again.
   31 for it, 4 against.

2. The stove in the village hall
   Whether to change the oil stove for an electric one is decided once we know what the power would cost.
   The secretary finds out before next month's meeting.

3. Other matters
   Since the bus times changed it has been hard to get to the hospital. The manager tells the county office.
   The television in the seniors' hall is loud. We shall all take care.

It began at 7 and ended at 8.40 in the evening.

This is a translation. The Korean text decides.
"""

# Days before today, kind, title, text, and the last two in English.
DOCUMENTS = (
    (300, DocumentKind.RULES, "마을 운영 규약", RULES, "Rules of the village", RULES_EN),
    (250, DocumentKind.ACCOUNTS, "지난해 결산서", ACCOUNTS, "Last year's accounts", ACCOUNTS_EN),
    (240, DocumentKind.BUDGET, "올해 예산안", BUDGET, "This year's budget", BUDGET_EN),
    (
        90,
        DocumentKind.MINUTES,
        "임시 총회 회의록",
        MINUTES,
        "Minutes of the extra assembly",
        MINUTES_EN,
    ),
)
